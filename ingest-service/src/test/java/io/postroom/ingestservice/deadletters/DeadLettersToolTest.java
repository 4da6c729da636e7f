package io.postroom.ingestservice.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.postroom.ingestservice.TestBroker;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DeliveryTerms;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

class DeadLettersToolTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private static final String REGISTRY = "mock://dead-letters";

    private static EmbeddedKafkaKraftBroker broker;

    /** Topics of this test's own. */
    private final String source = "source-" + UUID.randomUUID();
    private final String deadLetters = Names.Topics.DEFAULT.deadLetter(source);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void startBroker() {
        broker = TestBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.destroy();
    }

    @BeforeEach
    void createTopics() throws Exception {
        try (Admin admin = Admin.create(client())) {
            admin.createTopics(List.of(new NewTopic(source, 2, (short) 1), new NewTopic(deadLetters, 1, (short) 1)))
                    .all().get();
        }
    }

    @Test
    void listsWhatWaitsWithoutAnyOfItsContent() throws Exception {
        // Given
        putAside("malformed", "Ada Lovelace, 07700 900123");
        putAside("incomplete", "Grace Hopper");

        // When
        int status = run("list", "--topic", source);

        // Then
        assertThat(status).isZero();
        assertThat(out.toString()).contains(deadLetters + "/0/0", "malformed", "incomplete", "2 dead letters wait")
                .doesNotContain("Lovelace", "Hopper", "case-");
    }

    @Test
    void showsAllThatIsKnownAndTheContentOnlyWhenAskedFor() throws Exception {
        // Given
        putAside("malformed", "Ada Lovelace");

        // When
        assertThat(run("show", "--letter", deadLetters + "/0/0")).isZero();

        // Then
        assertThat(out.toString()).contains("malformed", "it is not what it should be", "12 bytes")
                .doesNotContain("Lovelace");

        // When
        assertThat(run("show", "--letter", deadLetters + "/0/0", "--reveal")).isZero();

        // Then
        assertThat(out.toString()).contains("Ada Lovelace");
    }

    @Test
    void aRedrivenLetterStandsAgainWhereItStoodAsItWasAndWaitsNoMore() throws Exception {
        // Given
        putAside("malformed", "first");
        putAside("malformed", "second");

        // When
        assertThat(run("redrive", "--letter", deadLetters + "/0/1", "--why", "the mapping is mended")).isZero();

        // Then
        List<ConsumerRecord<byte[], byte[]>> again = read(source);
        assertThat(again).hasSize(1).allSatisfy(record -> {
            assertThat(new String(record.value(), UTF_8)).isEqualTo("second");
            assertThat(new String(record.key(), UTF_8)).isEqualTo("case-second");
            assertThat(Arrays.stream(record.headers().toArray()).map(header -> header.key())).containsExactly("ce_id");
        });
        run("list", "--topic", source);
        assertThat(out.toString()).contains(deadLetters + "/0/0", "1 dead letters wait")
                .doesNotContain(deadLetters + "/0/1");
        assertThat(new String(read(deadLetters).getLast().headers()
                .lastHeader(Names.Headers.DEAD_LETTER_HANDLED_WHY).value(), UTF_8)).isEqualTo("the mapping is mended");
    }

    @Test
    void redrivingTwiceSendsOnce() throws Exception {
        // Given
        putAside("malformed", "once");

        // When
        assertThat(run("redrive", "--topic", source, "--why", "mended")).isZero();
        int second = run("redrive", "--topic", source, "--why", "mended");

        // Then
        assertThat(second).isEqualTo(1);
        assertThat(err.toString()).contains("No dead letter waits");
        assertThat(read(source)).hasSize(1);
    }

    @Test
    void ofTwoPeopleWhoSawTheSameLettersTheSecondSendsNoneOfThemAgain() throws Exception {
        // Given
        putAside("malformed", "seen by both");
        DeadLetterTopics topics = new DeadLetterTopics(client());
        DeadLetterDesk one = new DeadLetterDesk(client(), topics, clock());
        DeadLetterDesk other = new DeadLetterDesk(client(), topics, clock());
        List<DeadLetter> seen = topics.open().stream()
                .filter(letter -> letter.origin().topic().equals(source)).toList();

        // When
        assertThat(one.redrive(seen, "mended")).isEqualTo(1);
        assertThat(other.redrive(seen, "mended")).isZero();

        // Then
        assertThat(read(source)).hasSize(1);
    }

    @Test
    void aDryRunAndADiscardSendNothing() throws Exception {
        // Given
        putAside("malformed", "no longer wanted");

        // When
        assertThat(run("redrive", "--topic", source, "--why", "mended", "--dry-run")).isZero();
        assertThat(out.toString()).contains("dry run");
        assertThat(run("discard", "--reason", "malformed", "--topic", source, "--why", "a test of theirs")).isZero();

        // Then
        assertThat(read(source)).isEmpty();
        assertThat(run("show", "--topic", source)).isEqualTo(1);
    }

    @Test
    void whatMayHaveBeenDeliveredIsSentAgainOnlyOnRequest() throws Exception {
        // Given
        putAside("unknown-outcome", "a letter");

        // When
        assertThat(run("redrive", "--topic", source, "--why", "they asked")).isEqualTo(1);

        // Then
        assertThat(err.toString()).contains("nobody knows whether it was delivered", "--may-double");
        assertThat(read(source)).isEmpty();
        assertThat(run("redrive", "--topic", source, "--why", "they asked", "--may-double")).isZero();
        assertThat(read(source)).hasSize(1);
    }

    /** The text was sent as well as the letter that had taken its place. */
    @Test
    void whatTheNextChannelStandsInForIsLeftOutAndOthersWhoseAttemptsWereSpentAreSent() throws Exception {
        // Given
        putAside("exhausted", "fell-back", request(0, Channel.SMS, Channel.LETTER));
        putAside("exhausted", "last-of-its-chain", request(1, Channel.LETTER, Channel.SMS));
        putAside("exhausted", "without-chain", request(0));
        putAside("exhausted", "torn", bytes("torn"));

        // When
        assertThat(run("redrive", "--topic", source, "--why", "they are up again")).isEqualTo(1);

        // Then
        assertThat(err.toString()).contains("attempts of 4 of these letters were spent", "--registry");
        assertThat(read(source)).isEmpty();

        // When
        assertThat(run("redrive", "--topic", source, "--why", "they are up again", "--registry", REGISTRY)).isZero();

        // Then
        assertThat(err.toString()).contains(
                deadLetters + "/0/0 is left out: its message is sent by the next channel of its chain instead: letter",
                deadLetters + "/0/3 is left out: it cannot be read");
        assertThat(read(source)).extracting(record -> new String(record.key(), UTF_8))
                .containsExactlyInAnyOrder("case-last-of-its-chain", "case-without-chain");

        // When
        assertThat(run("redrive", "--topic", source, "--why", "and these?", "--registry", REGISTRY)).isEqualTo(1);

        // Then
        assertThat(err.toString()).contains("Nothing was sent. Put away with 'discard'");
        assertThat(run("discard", "--topic", source, "--why", "the letter has gone")).isZero();
        assertThat(read(source)).hasSize(2);
    }

    @Test
    void aLetterWhoseTopicIsGoneIsNamed() throws Exception {
        // Given
        putAside("malformed", "homeless");
        try (Admin admin = Admin.create(client())) {
            admin.deleteTopics(List.of(source)).all().get();
        }

        // When
        int status = run("redrive", "--topic", source, "--why", "mended");

        // Then
        assertThat(status).isEqualTo(1);
        assertThat(err.toString()).contains(deadLetters + "/0/0", "does not exist any more", "Nothing was sent");
    }

    @Test
    void everythingAtOnceIsAskedBack() throws Exception {
        putAside("malformed", "one of many");

        assertThat(run("redrive", "--why", "mended")).isEqualTo(2);
        assertThat(run("redrive", "--topic", source)).isEqualTo(2);
        assertThat(run("show", "--letter", "three")).isEqualTo(2);
        assertThat(err.toString()).contains("Say which of the", "--why", "TOPIC/PARTITION/OFFSET");
        assertThat(read(source)).isEmpty();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap-servers", broker.getBrokersAsString()));
        out.getBuffer().setLength(0);
        return DeadLettersTool.run(all, clock(), new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private static byte[] request(int position, Channel... chain) throws Exception {
        NotificationIdentity identity = NotificationIdentity.newBuilder().setNotificationId(UUID.randomUUID())
                .setCaseKey("key").setService("svc").setChannel(Channel.SMS).setLanguage(Language.EN).setEventId("e")
                .setEventSource("s").setTemplateId("t").setTemplateHash("h").setRecipientKey("r").setCreatedAt(NOW)
                .build();
        DeliveryTerms terms = DeliveryTerms.newBuilder().setPriority(Priority.NORMAL)
                .setUnknownOutcome(UnknownOutcomePolicy.RESEND).setFallbackChannels(List.of(chain))
                .setFallbackPosition(position).build();
        SmsRequest request = SmsRequest.newBuilder().setIdentity(identity).setTerms(terms).setTo("447700900123")
                .setSender("Svc").setText("Hello").build();
        try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
            serializer.configure(Map.of("auto.register.schemas", true, "schema.registry.url", REGISTRY), false);
            return serializer.serialize("requests", request);
        }
    }

    private void putAside(String reason, String value) throws Exception {
        putAside(reason, value, bytes(value));
    }

    private void putAside(String reason, String name, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client(), new ByteArraySerializer(),
                new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(deadLetters, bytes("case-" + name), value);
            letter.headers().add("ce_id", bytes("e1")).add(Names.Headers.DEAD_LETTER_REASON, bytes(reason))
                    .add(Names.Headers.DEAD_LETTER_DETAIL, bytes("it is not what it should be"))
                    .add(Names.Headers.DEAD_LETTER_TOPIC, bytes(source))
                    .add(Names.Headers.DEAD_LETTER_PARTITION, bytes("1"))
                    .add(Names.Headers.DEAD_LETTER_OFFSET, bytes("7"))
                    .add(Names.Headers.DEAD_LETTER_AT, bytes(Long.toString(NOW.toEpochMilli())))
                    .add(Names.Headers.ATTEMPT, bytes("5"));
            producer.send(letter).get();
        }
    }

    /** To the end of the log: what was committed a moment ago may not be open to readers yet. */
    private static List<ConsumerRecord<byte[], byte[]>> read(String topic) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (Admin admin = Admin.create(client());
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker.getBrokersAsString(), "isolation.level", "read_committed",
                                "auto.offset.reset", "earliest"),
                        new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition())).toList();
            consumer.assign(partitions);
            Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(
                    partitions.stream().collect(Collectors.toMap(each -> each, _ -> OffsetSpec.latest()))).all().get();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue().offset())) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }

    private static Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.getBrokersAsString());
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
