package io.postroom.ingestservice.wire;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaUtils;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.common.header.Headers;

/**
 * Confluent's serializer, with one parsed schema for all records of a schema. It makes a new one for each record by itself,
 * and both the hash and the equality of these walk through the whole schema with every doc in it, which for the contracts
 * costs more than writing the record.
 *
 * <p>Safe for use by any thread.
 */
final class ParsedOnceSerializer extends KafkaAvroSerializer {
    private final Map<Schema, AvroSchema> parsed = new ConcurrentHashMap<>();

    ParsedOnceSerializer(SchemaRegistryClient registry, Map<String, ?> configuration) {
        super(registry, configuration);
    }

    @Override
    public byte[] serialize(String topic, Headers headers, Object value) {
        if (!(value instanceof GenericContainer record)) {
            return super.serialize(topic, headers, value);
        }
        AvroSchema schema = parsed.computeIfAbsent(record.getSchema(), written -> new AvroSchema(AvroSchemaUtils
                .getSchema(record, useSchemaReflection, avroReflectionAllowNull, removeJavaProperties)));
        return serializeImpl(getSubjectName(topic, isKey, record, schema), topic, headers, record, schema);
    }
}
