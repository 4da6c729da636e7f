package io.postroom.local;

import java.net.URI;
import java.time.Duration;

/** A service that runs, in this JVM or as a process of its own. */
public interface RunningService extends AutoCloseable {
    /** Which one. */
    Service service();

    /** Where its health and its metrics are. */
    URI address();

    /** Waits until it says that it is ready. */
    void awaitReady(Duration patience);

    /** Stops it in order, and waits until it has stopped. */
    @Override
    void close();
}
