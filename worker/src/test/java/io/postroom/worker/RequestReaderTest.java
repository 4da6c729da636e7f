package io.postroom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.postroom.deliveryengine.UnknownPolicy;
import io.postroom.deliveryengine.UnreadableRecordException;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("scaled")
class RequestReaderTest {
    private static final String TOPIC = TestInstallation.LANE;

    private final String registry = "mock://" + UUID.randomUUID();

    @Test
    void readsARequestAndWhatTheEngineHasToKnow() throws Exception {
        // Given
        Instant expiresAt = Instant.parse("2026-11-22T10:00:00Z");
        SmsRequest request = TestRequests.text(UnknownOutcomePolicy.ASK, expiresAt);

        // When
        var read = reader(registry).read(record(bytes(request)));

        // Then
        assertThat(read.request()).isEqualTo(request);
        assertThat(read.facts().reference()).isEqualTo(TestRequests.id(request).toString());
        assertThat(read.facts().service()).isEqualTo("jobseekers");
        assertThat(read.facts().gates()).containsExactly("first", "second");
        assertThat(read.facts().expiresAt()).isEqualTo(expiresAt);
        assertThat(read.facts().unknownPolicy()).isEqualTo(UnknownPolicy.ASK);
    }

    @Test
    void anAbsentRegistryDoesNotMakeARecordUnreadable() {
        // Given
        byte[] bytes = bytes(TestRequests.text());
        RequestReader<SmsRequest> reader = reader("http://127.0.0.1:1");

        // When, Then
        assertThatThrownBy(() -> reader.read(record(bytes))).isInstanceOf(SerializationException.class);
    }

    @Test
    void anUnknownSchemaIsUnreadable() {
        assertThatThrownBy(() -> reader(registry).read(record(new byte[]{0, 0, 9, 9, 9, 2, 2})))
                .isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void anotherRecordThanARequestIsUnreadable() {
        // Given
        byte[] bytes = new KafkaAvroSerializer(client(registry),
                Map.of("schema.registry.url", registry, "auto.register.schemas", true))
                .serialize(TOPIC, TestRequests.text().getIdentity());

        // When, Then
        assertThatThrownBy(() -> reader(registry).read(record(bytes))).isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("not a SmsRequest");
    }

    @Test
    void damagedBytesAreReadOrUnreadableButNeverTriedForEver() {
        // Given
        byte[] good = bytes(TestRequests.text());
        RequestReader<SmsRequest> reader = reader(registry);
        Random random = new Random(42);

        for (int i = 0; i < Integer.getInteger("generated.inputs", 10_000); i++) {
            byte[] damaged = Arrays.copyOf(good, random.nextInt(good.length + 1));
            // The schema's id stays: another one is a question to the registry.
            for (int n = random.nextInt(4); n > 0 && damaged.length > 5; n--) {
                damaged[5 + random.nextInt(damaged.length - 5)] = (byte) random.nextInt();
            }

            // When
            try {
                reader.read(record(damaged));
            } catch (Exception e) {
                // Then
                assertThat(e).as("input %d", i).isInstanceOf(UnreadableRecordException.class);
            }
        }
    }

    @Test
    void nothingOfTheRecordIsInTheMessage() {
        // Given
        byte[] cut = Arrays.copyOf(bytes(TestRequests.text()), 60);

        // When, Then
        assertThatThrownBy(() -> reader(registry).read(record(cut))).isInstanceOf(UnreadableRecordException.class)
                .hasNoCause().hasMessage("The record's bytes are not readable Avro of a known schema.");
        assertThatCode(() -> reader(registry).read(record(bytes(TestRequests.text())))).doesNotThrowAnyException();
    }

    private static RequestReader<SmsRequest> reader(String registry) {
        List<Provider<SmsRequest>> providers = List.of(new ScriptedProvider("first"), new ScriptedProvider("second"));
        KafkaSetup setup = new KafkaSetup(TestSettings.of("localhost:1", registry), Channel.SMS);
        return new RequestReader<>(new TestWorker.Channels(List.of()), providers,
                new RegistryDecoder(setup.deserializer(setup.registry())));
    }

    private static SchemaRegistryClient client(String registry) {
        return new KafkaSetup(TestSettings.of("localhost:1", registry), Channel.SMS).registry();
    }

    private byte[] bytes(SmsRequest request) {
        return new KafkaAvroSerializer(client(registry),
                Map.of("schema.registry.url", registry, "auto.register.schemas", true)).serialize(TOPIC, request);
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>(TOPIC, 0, 0, new byte[0], value);
    }
}
