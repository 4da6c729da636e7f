package io.postroom.ingestservice.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.postroom.ingestservice.waiting.Patience;
import io.postroom.ingestservice.waiting.StoppedWaitingException;
import io.postroom.ingestservice.waiting.Wait;
import io.postroom.ingestservice.waiting.Waits;
import io.postroom.schemas.Names;
import io.postroom.schemas.TopicSchemas;
import io.postroom.schemas.v1.Decision;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A registry that has other schemas than ingest writes. */
class OutgoingSchemasTest {
    private static final String TOPIC = Names.Topics.DEFAULT.decision();
    private static final AvroSchema FOREIGN = new AvroSchema(
            "{\"type\":\"record\",\"name\":\"Other\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}");

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient() {
        @Override
        public int register(String subject, ParsedSchema schema) throws IOException, RestClientException {
            if (refuses) {
                throw new RestClientException("incompatible", 409, 409);
            }
            return super.register(subject, schema);
        }
    };
    private boolean refuses;
    private final Waits waits = new Waits();
    private final List<String> told = new ArrayList<>();

    @Test
    void schemas_as_provisioning_registers_them_are_found() throws Exception {
        // Given
        registry.register(TOPIC + "-value", new AvroSchema(TopicSchemas.published(Decision.getClassSchema())));

        // When
        await(false);

        // Then
        assertThat(told).isEmpty();
    }

    @Test
    void another_schema_under_the_subject_is_waited_for_with_a_sentence() throws Exception {
        // Given
        registry.register(TOPIC + "-value", FOREIGN);

        // When / Then
        assertThatThrownBy(() -> await(false)).isInstanceOf(StoppedWaitingException.class);
        assertThat(told)
                .containsExactly("The schema io.postroom.schemas.v1.Decision is not registered under the subject"
                        + " notifications.decision.v1-value. Register the schemas of this version with ./postroom schemas apply.");
    }

    @Test
    void a_subject_that_takes_no_schema_of_ours_is_named() {
        // Given
        refuses = true;

        // When / Then
        assertThatThrownBy(() -> await(true)).isInstanceOf(StoppedWaitingException.class);
        assertThat(told).singleElement().asString().startsWith("The subject notifications.decision.v1-value has schemas"
                + " that this version of io.postroom.schemas.v1.Decision is not compatible with.");
    }

    /** Waits once, and stops then. */
    private void await(boolean register) {
        Patience once = new Patience(waits, duration -> {
            waits.current().stream().map(Wait::detail).forEach(told::add);
            return false;
        }, Clock.systemUTC());
        new OutgoingSchemas(registry, new ParsedSchemas(), register, once)
                .await(Map.of(TOPIC, Decision.getClassSchema()));
    }
}
