package io.postroom.ingestservice.wire;

import io.postroom.schemas.Names;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents attributes of what ingest writes, in binary mode, and the trace. The subject, which would be the case, is
 * left out: headers hold no personal data.
 */
public final class OutgoingHeaders {
    /** The same in every record. */
    private static final List<Header> ALWAYS = List.of(header(Names.Headers.CE_SPEC_VERSION, "1.0"),
            header(Names.Headers.CE_SOURCE, "urn:postroom:ingest"),
            header(Names.Headers.CONTENT_TYPE, "application/avro"));

    private OutgoingHeaders() {}

    /**
     * The headers of one record.
     *
     * @param id what tells it from every other record of its type, the same after a restart
     */
    public static Headers of(SpecificRecord value, String id, Instant time, @Nullable String traceparent) {
        RecordHeaders headers = new RecordHeaders(ALWAYS);
        headers.add(header(Names.Headers.CE_ID,
                UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString()));
        headers.add(header(Names.Headers.CE_TYPE, value.getSchema().getFullName()));
        headers.add(header(Names.Headers.CE_TIME, time.toString()));
        if (traceparent != null) {
            headers.add(header(Names.Headers.TRACEPARENT, traceparent));
        }
        return headers;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
