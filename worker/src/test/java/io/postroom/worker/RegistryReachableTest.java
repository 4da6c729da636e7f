package io.postroom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.postroom.schemas.Names;
import io.postroom.schemas.TopicSchemas;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.ReceiptRecord;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class RegistryReachableTest {
    private static final Map<String, Schema> WRITTEN = Map.of(Names.Topics.DEFAULT.status(),
            NotificationStatus.getClassSchema(), Names.Topics.DEFAULT.receipt(Channel.SMS),
            ReceiptRecord.getClassSchema());

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();

    @Test
    void schemas_as_provisioning_registers_them_are_found() throws IOException, RestClientException {
        // Given
        for (var entry : TopicSchemas.byTopic(Names.Topics.DEFAULT, List.of(), List.of()).entrySet()) {
            registry.register(entry.getKey() + "-value", new AvroSchema(entry.getValue()));
        }

        // When
        String missing = new RegistryReachable(registry, WRITTEN, false).missing();

        // Then
        assertThat(missing).isNull();
    }

    @Test
    void one_that_is_missing_is_named_with_its_subject() throws IOException, RestClientException {
        // Given
        registry.register(Names.Topics.DEFAULT.status() + "-value",
                new AvroSchema(TopicSchemas.published(NotificationStatus.getClassSchema())));

        // When
        String missing = new RegistryReachable(registry, WRITTEN, false).missing();

        // Then
        assertThat(missing)
                .isEqualTo("the schema of ReceiptRecord to be registered as notifications.receipt.sms.v1-value");
    }

    @Test
    void a_subject_that_takes_no_schema_of_ours_is_named() {
        // Given
        MockSchemaRegistryClient refusing = new MockSchemaRegistryClient() {
            @Override
            public int register(String subject, ParsedSchema schema) throws RestClientException {
                throw new RestClientException("incompatible", 409, 409);
            }
        };

        // When
        String missing = new RegistryReachable(refusing, Map.of(Names.Topics.DEFAULT.status(),
                NotificationStatus.getClassSchema()), true).missing();

        // Then
        assertThat(missing).isEqualTo(
                "the subject notifications.status.v1-value to have no schema that NotificationStatus is incompatible with");
    }
}
