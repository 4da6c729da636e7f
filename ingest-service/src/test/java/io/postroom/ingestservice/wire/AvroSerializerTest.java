package io.postroom.ingestservice.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.postroom.ingestservice.Samples;
import io.postroom.ingestservice.waiting.Patience;
import io.postroom.ingestservice.waiting.StoppedWaitingException;
import io.postroom.ingestservice.waiting.Waits;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationTarget;
import io.postroom.schemas.v1.StatusReason;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any client reads what ingest writes, so that it is held against the serializer that those clients come with. */
class AvroSerializerTest {
    private static final String TOPIC = "a-topic";

    private final String url = "mock://" + UUID.randomUUID();
    private final SchemaRegistryClient registry = SchemaRegistryClientFactory.newClient(List.of(url), 100,
            List.of(new AvroSchemaProvider()), Map.of(), Map.of());

    static Stream<SpecificRecord> records() {
        List<UUID> many = IntStream.range(0, 1_000).mapToObj(i -> new UUID(i, -i)).toList();
        return Stream.of(Samples.issued("e-1"), CaseEvent.newBuilder(Samples.paid("e-2")).setType("ŵ•😀").build(),
                Samples.reported("reference", NotificationState.DELIVERED),
                ControlCommand.newBuilder().setCommandId(new UUID(1, 2)).setAction(ControlAction.CANCEL)
                        .setTarget(NotificationTarget.newBuilder().setNotificationIds(many).build())
                        .setReason(StatusReason.SUPERSEDED).setIssuedBy("rule").setIssuedAt(Samples.NOW).build());
    }

    @ParameterizedTest
    @MethodSource("records")
    void writesWhatConfluentsSerializerWrites(SpecificRecord record) {
        // Given
        AvroSerializer serializer = serializer(true);

        // When
        byte[] first = serializer.serialize(TOPIC, record);
        byte[] second = serializer.serialize(TOPIC, record);

        // Then
        try (KafkaAvroSerializer theirs = new KafkaAvroSerializer(registry, Map.of("schema.registry.url", url,
                "auto.register.schemas", false, "avro.remove.java.properties", true))) {
            assertThat(first).isEqualTo(theirs.serialize(TOPIC, record));
        }
        assertThat(second).isEqualTo(first);
    }

    @Test
    void keepsAnIdForEachTopic() {
        // Given
        AvroSerializer serializer = serializer(true);
        serializer.serialize("another", Samples.reported("reference", NotificationState.SENT));

        // When
        byte[] one = serializer.serialize(TOPIC, Samples.issued("e-1"));
        byte[] other = serializer.serialize(TOPIC, Samples.reported("reference", NotificationState.SENT));

        // Then
        AvroDecoder decoder = new AvroDecoder(new RegistrySchemas(registry, patience()));
        assertThat(decoder.decode(one)).isEqualTo(new Decoded.Ours(Samples.issued("e-1")));
        assertThat(decoder.decode(other))
                .isEqualTo(new Decoded.Ours(Samples.reported("reference", NotificationState.SENT)));
    }

    @Test
    void waitsForASchemaThatIsNotRegistered() {
        // Given
        AvroSerializer serializer = serializer(false);

        // Then
        assertThatExceptionOfType(StoppedWaitingException.class)
                .isThrownBy(() -> serializer.serialize(TOPIC, Samples.issued("e-1")));
    }

    private AvroSerializer serializer(boolean register) {
        return new AvroSerializer(registry, new ParsedSchemas(), register, patience());
    }

    private static Patience patience() {
        return new Patience(new Waits(), time -> false, Clock.systemUTC());
    }
}
