package io.postroom.ingestservice.wire;

import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;

/** What the bytes of a record in Confluent's wire format turned out to be. */
public sealed interface Decoded {
    /** A record of Postroom's own contracts, in this version's form whatever version wrote it. */
    record Ours(SpecificRecord value) implements Decoded {}

    /** Any other Avro record, as its own schema describes it. */
    record Foreign(GenericRecord value) implements Decoded {}

    /** Nothing that can be read. The detail is a sentence without any value of the record. */
    record Unreadable(UnreadableReason reason, String detail) implements Decoded {}
}
