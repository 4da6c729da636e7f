package io.postroom.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.postroom.local.registry.Registry;
import io.postroom.schemas.v1.Money;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The repackaged client is the genuine one: it does its work against a real registry server. */
class RegistryClientTest {
    private static final String V1 = """
        {"type":"record","name":"Sample","fields":[{"name":"a","type":"string"}]}""";
    private static final String WITH_DEFAULT = """
        {"type":"record","name":"Sample","fields":[{"name":"a","type":"string"},
         {"name":"b","type":["null","string"],"default":null}]}""";
    private static final String WITHOUT_DEFAULT = """
        {"type":"record","name":"Sample","fields":[{"name":"a","type":"string"},{"name":"c","type":"int"}]}""";

    @TempDir
    static Path folder;

    private static Registry registry;
    private static SchemaRegistryClient client;

    @BeforeAll
    static void start() {
        registry = new Registry(folder, 0);
        registry.start();
        client = new CachedSchemaRegistryClient(registry.url(), 100);
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        registry.close();
    }

    @Test
    void a_schema_that_was_registered_is_read_by_its_id() throws Exception {
        // When
        int id = client.register("read-value", new AvroSchema(V1));

        // Then
        try (SchemaRegistryClient other = new CachedSchemaRegistryClient(registry.url(), 100)) {
            assertThat(other.getSchemaById(id).canonicalString()).isEqualTo(new AvroSchema(V1).canonicalString());
        }
    }

    @Test
    void an_incompatible_version_is_refused_and_a_compatible_one_taken() throws Exception {
        // Given
        client.register("compatible-value", new AvroSchema(V1));
        client.updateCompatibility("compatible-value", "FULL_TRANSITIVE");

        // When
        int second = client.register("compatible-value", new AvroSchema(WITH_DEFAULT));

        // Then
        assertThat(second).isPositive();
        assertThatThrownBy(() -> client.register("compatible-value", new AvroSchema(WITHOUT_DEFAULT)))
                .isInstanceOfSatisfying(RestClientException.class,
                        refusal -> assertThat(refusal.getStatus()).isEqualTo(409));
    }

    @Test
    void serializer_and_deserializer_carry_a_record_of_ours_through_the_registry() {
        // Given
        Money money = Money.newBuilder().setMinorUnits(1250).setCurrency("GBP").build();
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer();
                KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            serializer.configure(Map.of("schema.registry.url", registry.url()), false);
            deserializer.configure(Map.of("schema.registry.url", registry.url(), "specific.avro.reader", true), false);

            // When
            byte[] bytes = serializer.serialize("money", money);

            // Then
            assertThat(bytes[0]).as("the wire format's magic byte").isZero();
            assertThat(deserializer.deserialize("money", bytes)).isEqualTo(money);
        }
    }
}
