package io.postroom.ingestservice.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.postroom.ingestservice.Samples;
import io.postroom.ingestservice.TestBroker;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.ScopeTarget;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.TimeValue;
import io.postroom.schemas.v1.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Messages that wait: over an outage in which the stores are lost and very many fall due, under a brake, while rules change. */
class HeldOnABrokerTest {
    private static final int MANY = 100;
    /** So many are due in each. */
    private static final int A_MILLISECOND = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static EmbeddedKafkaKraftBroker broker;

    @TempDir
    Path folder;

    private RunningIngest ingest;

    @BeforeAll
    static void startBroker() {
        broker = TestBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.destroy();
    }

    @BeforeEach
    void prepare() throws Exception {
        ingest = new RunningIngest(broker.getBrokersAsString(), folder, Path.of(Objects
                .requireNonNull(HeldOnABrokerTest.class.getResource("/waiting")).toURI()));
        ingest.create(ingest.source(), 2);
    }

    @AfterEach
    void close() {
        ingest.close();
    }

    @Test
    @Tag("full")
    void twentyThousandThatFellDueInAnOutageGoOutOldestFirst() {
        fallDueInAnOutage(20_000, Duration.ofSeconds(40));
    }

    @Test
    @Tag("long")
    void aMillionThatFellDueInAnOutageGoOutOldestFirst() {
        fallDueInAnOutage(1_000_000, Duration.ofMinutes(15));
    }

    @Test
    @Tag("full")
    void aStopAndItsReleaseConcernWhatWaitsInEveryPartitionAlsoOverARestart() {
        // Given
        IngestRuntime runtime = ingest.start();
        await().atMost(PATIENCE).until(runtime::isRunning);
        Instant due = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusSeconds(2);
        ingest.command(command(ControlAction.STOP));
        ingest.publishAll(ingest.source(), someOf(0, MANY, due));
        await().atMost(PATIENCE).until(() -> stopped() == MANY);

        // When
        ingest.stop();
        ingest.start("elsewhere");
        ingest.publishAll(ingest.source(), someOf(MANY, 2 * MANY, due));
        await().atMost(PATIENCE).until(() -> stopped() == 2 * MANY);
        assertThat(ingest.requested()).isEmpty();
        ingest.command(command(ControlAction.RELEASE));

        // Then
        await().atMost(PATIENCE).until(() -> ingest.requested().size() >= 2 * MANY);
        assertThat(ingest.requested()).hasSize(2 * MANY).doesNotHaveDuplicates();
    }

    @Test
    @Tag("full")
    void whatWaitsWhileRulesAreRolledOutSaysWhatWasDecidedThen() throws Exception {
        // Given
        IngestRuntime old = ingest.start();
        await().atMost(PATIENCE).until(old::isRunning);
        Instant due = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusSeconds(25);
        ingest.publishAll(ingest.source(), someOf(0, MANY, due));
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> ingest.holds(MANY));

        // When a new one comes, with other words, and the old one goes
        IngestRuntime young = ingest.startBeside("young", ingest.rulesThatSay("Reminder", "Other words of"));
        try {
            await().atMost(PATIENCE).until(young::isRunning);
            ingest.stop();
            ingest.publishAll(ingest.source(), someOf(MANY, 2 * MANY, due));
            // The first ones again, which make nothing more.
            ingest.publishAll(ingest.source(), someOf(0, MANY, due));

            // Then
            await().atMost(PATIENCE).until(() -> ingest.requested().size() >= 2 * MANY);
            await().during(Duration.ofSeconds(2)).atMost(PATIENCE)
                    .until(() -> ingest.requested().size() == 2 * MANY);
            assertThat(ingest.requested()).doesNotHaveDuplicates();
            assertThat(ingest.texts()).filteredOn(text -> text.startsWith("Reminder")).hasSize(MANY);
            assertThat(ingest.texts()).filteredOn(text -> text.startsWith("Other words of")).hasSize(MANY);
        } finally {
            young.stop();
        }
    }

    private static Stream<CaseEvent> someOf(int from, int to, Instant due) {
        // Each but those that are soon too late, every hundredth.
        return IntStream.range(from, to).mapToObj(number -> planned(1_000 + number / 50 * 100 + number % 50, due));
    }

    private long stopped() {
        return ingest.all(ingest.topics.status()).stream().map(NotificationStatus.class::cast)
                .filter(status -> status.getReason() == StatusReason.STOPPED)
                .map(status -> status.getIdentity().getNotificationId()).distinct().count();
    }

    private static ControlCommand command(ControlAction action) {
        return ControlCommand.newBuilder().setCommandId(UUID.randomUUID()).setAction(action)
                .setTarget(ScopeTarget.newBuilder().setService("waiting").setRuleId("planned").build())
                .setReason(StatusReason.STOPPED).setIssuedBy("somebody").setIssuedAt(Instant.now()).build();
    }

    private void fallDueInAnOutage(int count, Duration ahead) {
        // Given
        Duration patience = ahead.plus(PATIENCE);
        IngestRuntime runtime = ingest.start();
        await().atMost(patience).until(runtime::isRunning);
        Instant due = Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(ahead);
        ingest.publishAll(ingest.source(), IntStream.range(0, count).mapToObj(i -> planned(i, due)));
        await().atMost(patience).pollInterval(Duration.ofSeconds(1)).until(() -> ingest.holds(count));
        ingest.stop();
        assertThat(Instant.now()).as("all wait before they are due").isBefore(due);

        // When the stores are lost, and all are due, some of them too late
        await().atMost(patience).until(() -> Instant.now().isAfter(due.plusSeconds(3)));
        ingest.start("elsewhere");

        // Then
        int late = count / 100;
        Map<Integer, List<Integer>> sent = new HashMap<>();
        Set<Integer> all = new HashSet<>();
        try (KafkaAvroDeserializer deserializer = ingest.deserializer()) {
            await().atMost(patience).pollInterval(Duration.ofMillis(1)).until(() -> {
                take(deserializer, sent, all);
                return all.size() >= count - late;
            });
            await().atMost(patience).pollInterval(Duration.ofSeconds(1)).until(() -> tooOld(ingest).size() >= late);
            take(deserializer, sent, all);
        }
        assertThat(all).hasSize(count - late).noneMatch(HeldOnABrokerTest::isShort);
        assertThat(sent.values()).allSatisfy(inOrder -> assertThat(inOrder.stream()
                .map(number -> number / A_MILLISECOND)).as("the oldest first").isSorted());
        assertThat(tooOld(ingest)).hasSize(late).doesNotHaveDuplicates().allMatch(HeldOnABrokerTest::isShort);
    }

    private void take(KafkaAvroDeserializer deserializer, Map<Integer, List<Integer>> sent, Set<Integer> all) {
        for (ConsumerRecord<byte[], byte[]> record : ingest.poll()) {
            int number = number((SmsRequest) deserializer.deserialize("any", record.value()));
            sent.computeIfAbsent(record.partition(), key -> new ArrayList<>()).add(number);
            assertThat(all.add(number)).as("sent once").isTrue();
        }
    }

    private static List<Integer> tooOld(RunningIngest ingest) {
        return ingest.all(ingest.topics.status()).stream().map(NotificationStatus.class::cast)
                .filter(status -> status.getState() == NotificationState.EXPIRED
                        && status.getReason() == StatusReason.TOO_OLD)
                .map(status -> Integer.parseInt(status.getIdentity().getEventId())).toList();
    }

    private static int number(SmsRequest request) {
        return Integer.parseInt(request.getIdentity().getEventId());
    }

    private static boolean isShort(int number) {
        return number % 100 == 99;
    }

    private static CaseEvent planned(int number, Instant due) {
        Map<String, Value> data = Samples.street("" + number);
        data.put("due", new Value(TimeValue.newBuilder().setTime(due.plusMillis(number / A_MILLISECOND)).build()));
        return CaseEvent.newBuilder(Samples.event("" + number, isShort(number) ? "wait.short" : "wait.planned",
                List.of(Samples.keeper()), data)).setTime(Instant.now().truncatedTo(ChronoUnit.MILLIS)).build();
    }
}
