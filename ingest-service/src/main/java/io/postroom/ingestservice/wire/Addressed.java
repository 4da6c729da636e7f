package io.postroom.ingestservice.wire;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A record with the topic that it is for, where the record itself does not say.
 *
 * @param topic the whole name
 * @param value what is written
 */
public record Addressed(String topic, SpecificRecord value) {
    /** Writes the record as another serializer does. */
    public static Serializer<Addressed> serializer(Serializer<SpecificRecord> records) {
        return (topic, addressed) -> records.serialize(topic, addressed.value());
    }
}
