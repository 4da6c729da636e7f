package io.postroom.staffweb.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.postroom.schemas.Names;
import io.postroom.schemas.TopicSchemas;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnSchemasTest {
    private static final Names.Topics NAMES = Names.Topics.DEFAULT;
    private static final AvroSchema FOREIGN = new AvroSchema(
            "{\"type\":\"record\",\"name\":\"Other\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}");

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();

    @Test
    void schemas_as_provisioning_registers_them_are_found() throws Exception {
        // Given
        for (var entry : TopicSchemas.byTopic(NAMES, List.of(), List.of()).entrySet()) {
            registry.register(entry.getKey() + "-value", new AvroSchema(entry.getValue()));
        }

        // When / Then
        assertThat(new OwnSchemas(registry, NAMES, false).faults()).isEmpty();
    }

    @Test
    void those_that_are_missing_or_somebody_else_s_are_all_named() throws Exception {
        // Given
        for (var entry : TopicSchemas.byTopic(NAMES, List.of(), List.of()).entrySet()) {
            if (!entry.getKey().equals(NAMES.send()) && !entry.getKey().equals(NAMES.control())) {
                registry.register(entry.getKey() + "-value", new AvroSchema(entry.getValue()));
            }
        }
        registry.register(NAMES.send() + "-value", FOREIGN);

        // When / Then
        assertThat(new OwnSchemas(registry, NAMES, false).faults()).containsExactly(
                "This version of the schema ControlCommand is not registered under the subject"
                        + " notifications.control.v1-value. Register it with ./postroom schemas apply.",
                "This version of the schema SendRequest is not registered under the subject"
                        + " notifications.send.v1-value. Register it with ./postroom schemas apply.");
    }

    @Test
    void one_that_the_registry_will_not_take_is_named() throws Exception {
        // Given
        MockSchemaRegistryClient refusing = new MockSchemaRegistryClient() {
            @Override
            public int register(String subject, ParsedSchema schema) throws IOException, RestClientException {
                if (subject.equals(NAMES.send() + "-value")) {
                    throw new RestClientException("incompatible", 409, 409);
                }
                return super.register(subject, schema);
            }
        };

        // When / Then
        assertThat(new OwnSchemas(refusing, NAMES, true).faults()).singleElement().asString()
                .startsWith("The subject notifications.send.v1-value has schemas that this version of SendRequest");
    }
}
