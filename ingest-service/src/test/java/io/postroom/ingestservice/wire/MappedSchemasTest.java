package io.postroom.ingestservice.wire;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.postroom.ingestservice.Settings;
import io.postroom.ingestservice.waiting.UnavailableException;
import io.postroom.rules.RuleBook;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mapping of the permits, whose Avro topic names its fields one way, and a registry that may know them otherwise. */
class MappedSchemasTest {
    private static final String SUBJECT = "permits.avro-value";

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();

    private static void check(MockSchemaRegistryClient registry) throws UnavailableException {
        new MappedSchemas(registry, RuleBook.load(Settings.rules()).sources()).check();
    }

    static AvroSchema decision(String permit) {
        return new AvroSchema(
                """
                    {"type":"record","name":"Decision","fields":[{"name":"messageId","type":"string"},{"name":"kind","type":"string"},
                     {"name":"decidedAt","type":"long"},{"name":"%s","type":"string"},
                     {"name":"holder","type":{"type":"record","name":"Holder","fields":[
                       {"name":"ref","type":"string"},{"name":"phone","type":"string"}]}}]}"""
                        .formatted(permit));
    }

    @Test
    void a_schema_that_has_what_the_mapping_reads_is_no_obstacle() throws Exception {
        // Given
        registry.register(SUBJECT, decision("permit"));

        // When / Then
        assertThatCode(() -> check(registry)).doesNotThrowAnyException();
    }

    @Test
    void a_field_that_no_version_has_is_named_with_topic_subject_and_place() throws Exception {
        // Given
        registry.register(SUBJECT, decision("number"));
        registry.register(SUBJECT, decision("reference"));

        // When / Then
        assertThatThrownBy(() -> check(registry)).isInstanceOf(UnavailableException.class)
                .hasMessage(
                        "The mapping of permits.avro fits no version of the schema under permits.avro-value:"
                                + " 'caseReference' reads 'permit'; 'data.permit' reads 'permit'."
                                + " Mend the mapping, or register the schema that it fits.");
    }

    @Test
    void a_field_whose_type_cannot_be_what_is_needed_is_told() throws Exception {
        // Given
        registry.register(SUBJECT, new AvroSchema(decision("permit").canonicalString().replace(
                "\"decidedAt\",\"type\":\"long\"", "\"decidedAt\",\"type\":\"double\"")));

        // When / Then
        assertThatThrownBy(() -> check(registry)).isInstanceOf(UnavailableException.class)
                .hasMessageContaining("'time' is double, where a moment");
    }

    @Test
    void a_field_of_an_older_version_is_no_obstacle() throws Exception {
        // Given
        registry.register(SUBJECT, decision("permit"));
        registry.register(SUBJECT, decision("number"));

        // When / Then
        assertThatCode(() -> check(registry)).doesNotThrowAnyException();
    }

    @Test
    void a_topic_whose_schemas_are_under_other_subjects_is_not_checked() throws Exception {
        // Given
        registry.register("Decision", decision("number"));

        // When / Then
        assertThatCode(() -> check(registry)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void what_the_registry_does_not_show_is_not_checked(int status) {
        assertThatCode(() -> check(answering(new RestClientException("no", status, status * 100 + 1))))
                .doesNotThrowAnyException();
    }

    /** Such as one in Protobuf, which the client does not parse. */
    @Test
    void a_version_that_is_no_avro_schema_keeps_nothing_waiting() {
        assertThatCode(() -> check(answering(new IOException("Invalid schema of type PROTOBUF"))))
                .doesNotThrowAnyException();
    }

    @Test
    void a_registry_that_is_out_of_order_is_waited_for() {
        assertThatThrownBy(() -> check(answering(new RestClientException("no", 500, 50001))))
                .isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> check(answering(new IOException("no")))).isInstanceOf(UnavailableException.class);
    }

    private static MockSchemaRegistryClient answering(Exception failure) {
        return new MockSchemaRegistryClient() {
            @Override
            public List<Integer> getAllVersions(String subject) throws IOException, RestClientException {
                switch (failure) {
                    case RestClientException refused -> throw refused;
                    case IOException silent -> throw silent;
                    default -> throw new IllegalArgumentException(failure);
                }
            }
        };
    }
}
