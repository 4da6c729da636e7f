package io.postroom.ingestservice.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postroom.ingestservice.Samples;
import io.postroom.ingestservice.TestBroker;
import io.postroom.ingestservice.history.HistoryTool;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Value;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Real events, looked at with other rules, and sent again after a rule was mended. */
@Tag("full")
class ReplayOnABrokerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static EmbeddedKafkaKraftBroker broker;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private RunningIngest ingest;
    private Path rules;

    @BeforeAll
    static void startBroker() {
        broker = TestBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.destroy();
    }

    /** Two street fines, which are told of, and one of another kind, which these rules forget. */
    @BeforeEach
    void prepare() {
        ingest = new RunningIngest(broker.getBrokersAsString(), folder);
        rules = folder.resolve("rules/parking/rules.yaml");
        ingest.create(ingest.source(), 2);
        IngestRuntime runtime = ingest.start();
        await().atMost(PATIENCE).until(runtime::isRunning);
        publish(0, "e1", "street");
        publish(1, "e2", "street");
        publish(1, "e3", "garage");
        publish(1, "e4", "street");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ingest.requested()).containsExactlyInAnyOrder("e1", "e2", "e4"));
    }

    @AfterEach
    void close() {
        ingest.close();
    }

    private void publish(int partition, String id, String kind) {
        Map<String, Value> data = Samples.street("F-1");
        data.put("kind", new Value(kind));
        CaseEvent event = CaseEvent.newBuilder(Samples.event(id, "fine.issued", List.of(Samples.keeper()), data))
                .setTime(Instant.now()).build();
        ingest.publish(ingest.source(), partition, Instant.now(), event);
        ingest.flush();
    }

    private void change(String from, String to) throws IOException {
        String text = Files.readString(rules);
        assertThat(text).contains(from);
        Files.writeString(rules, text.replace(from, to));
    }

    private int run(String command, String... more) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> arguments = new ArrayList<>(List.of(command, folder.resolve("rules").toString(),
                "--bootstrap-servers", broker.getBrokersAsString(), "--registry", ingest.registryUrl(), "--prefix",
                ingest.topics.prefix()));
        arguments.addAll(Arrays.asList(more));
        return HistoryTool.run(arguments, Clock.systemUTC(), new PrintWriter(out, true), new PrintWriter(err, true));
    }

    /** How far every topic is, but for the offsets of ingest, which runs. */
    private Map<String, Long> ends() throws Exception {
        Map<TopicPartition, OffsetSpec> all = new TreeMap<>(
                Comparator.comparing(TopicPartition::toString));
        ingest.admin.describeTopics(ingest.admin.listTopics().names().get()).allTopicNames().get()
                .forEach((topic, described) -> described.partitions().forEach(
                        one -> all.put(new TopicPartition(topic, one.partition()), OffsetSpec.latest())));
        Map<String, Long> ends = new TreeMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : ingest.admin.listOffsets(all).all().get()
                .entrySet()) {
            ends.put(end.getKey().toString(), end.getValue().offset());
        }
        return ends;
    }

    @Test
    void aDryRunComparesWithWhatWasSentAndLeavesNoTrace() throws Exception {
        // Given
        ingest.stop();
        Map<String, Long> before = ends();
        List<String> groups = groups();

        // When the rules are those that ran
        assertThat(run("dry-run")).as(err.toString()).isZero();

        // Then
        assertThat(out.toString()).contains("3 messages would be sent: 0 new, 0 different, 0 missing, 3 the same.",
                "Read 4 records").doesNotContain("900123", "900 123");

        // When a rule tells of other fines, and in other words
        change("event.data.kind == 'street'", "event.data.number == 'F-1'");
        change("number: event.data.number }\n    expires", "number: \"'No. ' + event.data.number\" }\n    expires");
        assertThat(run("dry-run")).isZero();

        // Then
        assertThat(out.toString()).contains("4 messages would be sent: 1 new, 3 different, 0 missing, 0 the same.",
                "event " + ingest.source() + "/1/1");

        // When
        change("event.data.number == 'F-1'", "event.data.kind == 'garage'");
        assertThat(run("dry-run", "--partition", "1", "--from", "0", "--to", "2")).isZero();

        // Then of the partition's first two one would be told of that was not, and the other was
        assertThat(out.toString()).contains("Read 2 records",
                "1 messages would be sent: 1 new, 0 different, 1 missing, 0 the same.");
        assertThat(run("dry-run", "--from", Instant.now().plusSeconds(60).toString())).isZero();
        assertThat(out.toString()).contains("0 messages would be sent");
        assertThat(ends()).isEqualTo(before);
        assertThat(groups()).isEqualTo(groups);
    }

    private List<String> groups() throws Exception {
        return ingest.admin.listGroups().all().get().stream().map(group -> group.groupId()).sorted().toList();
    }

    @Test
    void aReplaySendsWhatIsMissingOnceAndOnlyWhenItIsMeant() throws Exception {
        // Given a rule that is mended
        ingest.stop();
        change("event.data.kind == 'street'", "event.data.number == 'F-1'");
        IngestRuntime runtime = ingest.start();
        await().atMost(PATIENCE).until(runtime::isRunning);

        // When it is only looked at
        assertThat(run("replay")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("1 messages of 1 events are missing.", "Nothing was sent.");
        assertThat(run("replay", "--send")).isEqualTo(2);
        assertThat(run("replay", "--send", "--why", "rule mended", "--memory", "0s")).isEqualTo(1);
        assertThat(err.toString()).contains("--force");
        assertThat(records()).hasSize(4);

        // When it is meant
        assertThat(run("replay", "--send", "--why", "rule mended, change 4711")).as(err.toString()).isZero();

        // Then
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(ingest.requested()).containsExactlyInAnyOrder("e1", "e2", "e4", "e3"));
        ConsumerRecord<byte[], byte[]> again = records().getLast();
        assertThat(records()).hasSize(5);
        assertThat(header(again, Names.Headers.REPLAY_OF)).isEqualTo(ingest.source() + "/1/1");
        assertThat(header(again, Names.Headers.REPLAY_WHY)).isEqualTo("rule mended, change 4711");
        assertThat(run("replay", "--send", "--why", "again")).isZero();
        assertThat(out.toString()).contains("0 messages of 0 events are missing.");
        // The ids are those that the rules make of the events.
        assertThat(run("dry-run")).isZero();
        assertThat(out.toString()).contains("0 new, 0 different, 0 missing, 4 the same.", "1 of them again");
    }

    /** What stands on the source, the youngest last. */
    private List<ConsumerRecord<byte[], byte[]>> records() {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.getBrokersAsString(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(ingest.source(), 0),
                    new TopicPartition(ingest.source(), 1));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        all.sort(Comparator.comparing(ConsumerRecord::timestamp));
        return all;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
