package io.postroom.ingestservice.wire;

import io.postroom.schemas.Names;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents attributes of what ingest writes, in binary mode, and the trace. The subject, which would be the case, is
 * left out: headers hold no personal data.
 */
public final class OutgoingHeaders {
    private static final String SOURCE = "urn:postroom:ingest";

    private OutgoingHeaders() {}

    /**
     * The headers of one record.
     *
     * @param id what tells it from every other record of its type, the same after a restart
     */
    public static Headers of(SpecificRecord value, String id, Instant time, @Nullable String traceparent) {
        RecordHeaders headers = new RecordHeaders();
        put(headers, Names.Headers.CE_SPEC_VERSION, "1.0");
        put(headers, Names.Headers.CE_ID, UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString());
        put(headers, Names.Headers.CE_SOURCE, SOURCE);
        put(headers, Names.Headers.CE_TYPE, value.getSchema().getFullName());
        put(headers, Names.Headers.CE_TIME, time.toString());
        put(headers, Names.Headers.CONTENT_TYPE, "application/avro");
        if (traceparent != null) {
            put(headers, Names.Headers.TRACEPARENT, traceparent);
        }
        return headers;
    }

    private static void put(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
