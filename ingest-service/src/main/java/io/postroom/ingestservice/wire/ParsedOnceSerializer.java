package io.postroom.ingestservice.wire;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.Map;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.common.header.Headers;

/** Confluent's serializer, which would parse the schema of each record again. Safe for use by any thread. */
final class ParsedOnceSerializer extends KafkaAvroSerializer {
    private final ParsedSchemas schemas;

    ParsedOnceSerializer(SchemaRegistryClient registry, ParsedSchemas schemas, Map<String, ?> configuration) {
        super(registry, configuration);
        this.schemas = schemas;
    }

    @Override
    public byte[] serialize(String topic, Headers headers, Object value) {
        if (!(value instanceof GenericContainer record)) {
            return super.serialize(topic, headers, value);
        }
        AvroSchema schema = schemas.of(record.getSchema());
        return serializeImpl(getSubjectName(topic, isKey, record, schema), topic, headers, record, schema);
    }
}
