package io.postroom.letterworker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.postroom.schemas.Names;
import io.postroom.schemas.TopicTerms;
import io.postroom.schemas.v1.Acceptance;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DeliveryReport;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.ReceiptRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** The application on a real broker: from a request to a letter at the print house, and its answers back. */
class LetterWorkerTest {

    private static final Names.Topics TOPICS = Names.Topics.DEFAULT;
    private static final String ID = Requests.ID.toString();
    private static final String REGISTRY = "mock://letter-worker";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;
    private EmbeddedKafkaKraftBroker broker;
    private TestServer server;

    @BeforeEach
    void start() {
        broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.afterPropertiesSet();
        broker.addTopics(TOPICS.all().stream()
                .map(name -> new NewTopic(name, 1, (short) 1).configs(new TopicTerms(TOPICS).of(name)))
                .toArray(NewTopic[]::new));
        server = new TestServer(folder);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        broker.destroy();
    }

    @Test
    void carriesALetterToThePrintHouseAndItsAnswersBack() throws IOException {
        try (ConfigurableApplicationContext worker = run();
                KafkaConsumer<String, ReceiptRecord> receipts = receipts()) {
            // Given
            List<ConsumerRecord<String, ReceiptRecord>> seen = new ArrayList<>();

            // When
            publish();
            await().atMost(PATIENCE).until(() -> server.exists("incoming/" + ID + ".json"));
            server.write("responses/" + ID + ".despatched.json",
                    "{\"version\":1,\"id\":\"" + ID + "\",\"state\":\"despatched\",\"at\":\"2026-11-22T10:15:30Z\"}");

            // Then
            await().atMost(PATIENCE).untilAsserted(() -> {
                receipts.poll(Duration.ofMillis(100)).forEach(seen::add);
                assertThat(seen).hasSizeGreaterThanOrEqualTo(2);
            });
            assertThat(seen).allSatisfy(receipt -> assertThat(receipt.key()).isEqualTo("sftp:" + ID));
            assertThat(seen).extracting(receipt -> receipt.value().getContent()).anySatisfy(
                    content -> assertThat(content).isInstanceOfSatisfying(Acceptance.class,
                            acceptance -> assertThat(acceptance.getIdentity().getNotificationId())
                                    .isEqualTo(Requests.ID)))
                    .anySatisfy(content -> assertThat(content).isInstanceOfSatisfying(DeliveryReport.class,
                            report -> assertThat(report.getState()).isEqualTo(NotificationState.DELIVERED)));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(server.list("responses")).isEmpty());
        }
    }

    private ConfigurableApplicationContext run() {
        return SpringApplication.run(LetterWorkerApplication.class, "--server.port=0", "--server.address=127.0.0.1",
                "--postroom.kafka.bootstrap-servers=" + broker.getBrokersAsString(),
                "--postroom.schema-registry.url=" + REGISTRY,
                "--postroom.schema-registry.auto-register=true", "--postroom.letter.host=127.0.0.1",
                "--postroom.letter.port=" + server.settings().port(), "--postroom.letter.user=" + TestServer.USER,
                "--postroom.letter.password=" + TestServer.PASSWORD,
                "--postroom.letter.host-key-fingerprint=" + server.fingerprint(),
                "--postroom.letter.poll-interval=100ms");
    }

    private void publish() {
        try (KafkaProducer<String, Object> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.getBrokersAsString(),
                        "key.serializer", StringSerializer.class, "value.serializer", KafkaAvroSerializer.class,
                        "schema.registry.url",
                        REGISTRY))) {
            producer.send(new ProducerRecord<>(TOPICS.request(Channel.LETTER, Priority.NORMAL), "case-key",
                    Requests.letter()));
        }
    }

    private KafkaConsumer<String, ReceiptRecord> receipts() {
        KafkaConsumer<String, ReceiptRecord> consumer = new KafkaConsumer<>(Map.of("bootstrap.servers",
                broker.getBrokersAsString(), "key.deserializer", StringDeserializer.class, "value.deserializer",
                KafkaAvroDeserializer.class, "schema.registry.url", REGISTRY, "specific.avro.reader", "true",
                "group.id", "test",
                "auto.offset.reset", "earliest"));
        consumer.subscribe(List.of(TOPICS.receipt(Channel.LETTER)));
        return consumer;
    }
}
