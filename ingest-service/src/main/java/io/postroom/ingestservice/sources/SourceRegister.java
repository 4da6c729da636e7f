package io.postroom.ingestservice.sources;

import io.postroom.ingestservice.waiting.UnavailableException;
import java.time.Instant;
import java.util.Map;

/** The durable memory of since when each source, by name or pattern, has been listened to. */
public interface SourceRegister {
    /** Everything that it holds. */
    Map<String, Instant> read() throws UnavailableException;

    /** Adds to it; durable on return. */
    void add(Map<String, Instant> since) throws UnavailableException;
}
