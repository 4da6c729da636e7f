package io.postroom.staffweb;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's serializer, which would parse the schema of each record again: of the time for the rows of a spreadsheet that was a
 * fifth. Safe for use by any thread.
 */
final class ParsedOnceSerializer extends KafkaAvroSerializer {
    private final Map<Schema, AvroSchema> schemas = new ConcurrentHashMap<>();

    ParsedOnceSerializer(SchemaRegistryClient registry, Map<String, ?> configuration) {
        super(registry, configuration);
    }

    @Override
    public byte[] serialize(String topic, @Nullable Headers headers, Object value) {
        if (!(value instanceof GenericContainer record)) {
            return super.serialize(topic, headers, value);
        }
        AvroSchema schema = schemas.computeIfAbsent(record.getSchema(), AvroSchema::new);
        return serializeImpl(getSubjectName(topic, isKey, record, schema), topic, headers, record, schema);
    }
}
