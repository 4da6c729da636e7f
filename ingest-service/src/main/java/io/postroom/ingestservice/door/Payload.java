package io.postroom.ingestservice.door;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postroom.ingestservice.wire.UnreadableReason;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;

/** What a record's value holds, with the CloudEvents attributes that came with it, by their header names. */
sealed interface Payload {
    /** Avro, Postroom's own or anybody's. */
    record Avro(IndexedRecord record, Map<String, String> attributes) implements Payload {}

    /** A JSON object. */
    record Json(ObjectNode object, Map<String, String> attributes) implements Payload {}

    /** A tombstone: it takes back nothing that was sent. */
    record Nothing() implements Payload {}

    /** Nothing that can be read. */
    record Unreadable(UnreadableReason reason, String detail) implements Payload {}
}
