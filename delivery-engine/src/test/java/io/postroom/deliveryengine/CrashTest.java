package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Worker processes that are killed, and a provider in a process of its own that keeps the ledger. */
@Tag("full")
class CrashTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int RECORDS = 4_000;
    private static final int KILLS = 3;
    private static final int AT_A_TIME = 100;
    /** With so many milliseconds a call at most, a worker cannot send more than 500/s. */
    private static final int SLOW = 400;
    private static final int RECORDS_FOR_SLOW = 8_000;
    /** Seconds of load, so that what may be doubled is a small part of what was sent. */
    private static final int ENOUGH_OF_SLOW = 1_600;
    /**
     * The engine promises 200 ms. On a machine whose two cores run a broker, a provider, a worker and the next build, its lane's thread
     * may get its turn, and its commit an answer, that much later.
     */
    private static final Duration COMMIT_TIME = Duration.ofMillis(600);

    private static TestBroker broker;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        broker = new TestBroker();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static void begin(String topic) {
        begin(topic, RECORDS);
    }

    private static void begin(String topic, int records) {
        broker.createTopic(topic, 4);
        broker.createTopic(WorkerProcess.delayTopic(topic), 2);
        broker.createTopic(topic + ".dead-letter.v1", 1);
        broker.produce(topic, 0, records, 1_000);
    }

    private WorkerProcess worker(String topic, String client, UnknownPolicy policy, ProviderProcess provider)
            throws IOException {
        return WorkerProcess.start(broker.bootstrap(), topic, client, policy, provider.port(), folder.resolve("log"));
    }

    private ProviderProcess provider() throws IOException {
        return provider(60);
    }

    private ProviderProcess provider(int mostMillis) throws IOException {
        return ProviderProcess.start(mostMillis, folder.resolve("provider-log"));
    }

    /** Where it waits in vain, the failure shows what the workers did meanwhile: there is nothing else to look at afterwards. */
    private static void awaitAccepted(ProviderProcess provider, int enough, WorkerProcess... workers) {
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> provider.total() >= enough);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("The provider has accepted " + provider.total() + " and not " + enough
                    + "; what the workers do:\n"
                    + Stream.of(workers).map(WorkerProcess::threads).collect(Collectors.joining("\n")), e);
        }
    }

    private static void awaitDone(String topic) {
        await().atMost(PATIENCE).until(() -> broker.lag(topic + "-normal", topic) == 0
                && broker.lag(topic + "-delay", WorkerProcess.delayTopic(topic)) == 0
                && broker.lag(topic + "-normal", topic) == 0);
    }

    @ParameterizedTest
    @EnumSource(UnknownPolicy.class)
    void killingLosesNothingAndDoublesNoMoreThanWasOnItsWay(UnknownPolicy policy) throws Exception {
        // Given
        String topic = "killed-" + policy;
        begin(topic, RECORDS_FOR_SLOW);
        Random random = new Random(7);
        long mayDouble = 0;
        List<Covered> covered = new ArrayList<>();

        try (ProviderProcess provider = provider(SLOW)) {
            // When
            for (int kill = 0; kill < KILLS; kill++) {
                try (WorkerProcess worker = worker(topic, topic + "-" + kill, policy, provider)) {
                    int before = provider.total();
                    awaitAccepted(provider, before + ENOUGH_OF_SLOW + random.nextInt(400), worker);
                    Uncommitted uncommitted = Uncommitted.of(provider);
                    worker.kill();
                    long notCommitted = uncommitted.count(provider, topic);
                    assertThat(notCommitted).as("what the bound allows of what it sent")
                            .isLessThan((provider.total() - before) / 2);
                    mayDouble += notCommitted;
                    covered.add(new Covered(committedAsDone(topic), provider.accepted()));
                }
            }
            try (WorkerProcess worker = worker(topic, topic + "-last", policy, provider)) {
                awaitDone(topic);
                assertThat(worker.terminate()).isTrue();
            }

            // Then
            int doubled = provider.total() - provider.accepted().size();
            covered.forEach(each -> each.assertNotDoubled(provider.accepted()));
            switch (policy) {
                case RESEND -> {
                    assertThat(provider.accepted()).as("delivered").hasSize(RECORDS_FOR_SLOW);
                    assertThat(doubled).as("doubled").isLessThanOrEqualTo((int) mayDouble);
                }
                case ASK -> {
                    assertThat(doubled).as("doubled").isZero();
                    assertEachIsAccountedFor(provider, RECORDS_FOR_SLOW);
                    assertThat(provider.unknown()).as("unknown").hasSizeLessThanOrEqualTo(
                            KILLS * (AT_A_TIME + 4 * 128));
                }
            }
        }
    }

    /** What brokers and provider had when a worker went. However slow the machine: what is committed is not done again. */
    private record Covered(Set<Integer> done, Map<Integer, Integer> accepted) {
        void assertNotDoubled(Map<Integer, Integer> acceptedInTheEnd) {
            assertThat(done).as("committed as done").isNotEmpty();
            for (Integer id : done) {
                assertThat(acceptedInTheEnd.getOrDefault(id, 0))
                        .as("how often %s was delivered, which was committed as done", id)
                        .isEqualTo(accepted.getOrDefault(id, 0));
            }
        }
    }

    /** By the commit and its map; without what is done there and goes on in the delay topic. */
    private static Set<Integer> committedAsDone(String topic) {
        Map<TopicPartition, CommitMap> maps = new HashMap<>();
        broker.committed(topic + "-normal").forEach((partition, point) -> maps.put(partition,
                CommitMapCodec.decode(point.offset(), point.metadata())
                        .orElse(CommitMap.of(point.offset(), point.offset(), List.of(), List.of()))));
        return broker.readAll(topic).stream().filter(record -> {
            CommitMap map = maps.get(new TopicPartition(topic, record.partition()));
            return map != null && map.isDone(record.offset());
        }).map(record -> Integer.valueOf(new String(record.value(), StandardCharsets.UTF_8)))
                .filter(id -> !WorkerProcess.putOff(id)).collect(Collectors.toSet());
    }

    private static void assertEachIsAccountedFor(ProviderProcess provider, int records) {
        Set<Integer> accounted = new HashSet<>(provider.accepted().keySet());
        accounted.addAll(provider.unknown());
        for (int id = 0; id < records; id++) {
            assertThat(accounted.contains(id))
                    .as("delivered or reported as unknown: %s", id).isTrue();
        }
    }

    /**
     * What a worker may leave behind that no commit says is done: what is on its way, and what ended within the commit time, at the
     * provider or in the delay topic. Counted by the provider and by the brokers' own time.
     */
    private record Uncommitted(int atProvider, int total, long since) {
        static Uncommitted of(ProviderProcess provider) {
            long since = System.currentTimeMillis() - COMMIT_TIME.toMillis();
            int total = provider.total();
            return new Uncommitted(provider.openOrAnsweredWithin(COMMIT_TIME), total, since);
        }

        /** With what was added until the worker went. */
        long count(ProviderProcess provider, String topic) {
            long handedOver = broker.readAll(WorkerProcess.delayTopic(topic)).stream()
                    .filter(record -> record.timestamp() >= since).count();
            return atProvider + provider.total() - total + handedOver;
        }
    }

    @ParameterizedTest
    @EnumSource(UnknownPolicy.class)
    void terminatingDoublesNothing(UnknownPolicy policy) throws Exception {
        // Given
        String topic = "terminated-" + policy;
        begin(topic);

        try (ProviderProcess provider = provider()) {
            // When
            for (int run = 0; run < 3; run++) {
                try (WorkerProcess worker = worker(topic, topic + "-" + run, policy, provider)) {
                    int enough = Math.min(RECORDS, provider.total() + (run < 2 ? 700 : RECORDS));
                    awaitAccepted(provider, enough, worker);
                    assertThat(worker.terminate()).isTrue();
                }
            }

            // Then
            assertThat(provider.accepted()).hasSize(RECORDS);
            assertThat(provider.total()).isEqualTo(RECORDS);
        }
    }

    @ParameterizedTest
    @EnumSource(UnknownPolicy.class)
    void aRollingRestartDoublesNothing(UnknownPolicy policy) throws Exception {
        // Given
        String topic = "rolled-" + policy;
        begin(topic);
        Deque<WorkerProcess> running = new ArrayDeque<>();

        try (ProviderProcess provider = provider()) {
            running.add(worker(topic, topic + "-a", policy, provider));
            running.add(worker(topic, topic + "-b", policy, provider));

            // When
            for (int restart = 0; restart < 2; restart++) {
                int enough = provider.total() + 700;
                awaitAccepted(provider, enough, running.toArray(WorkerProcess[]::new));
                running.add(worker(topic, topic + "-new-" + restart, policy, provider));
                assertThat(running.remove().terminate()).isTrue();
            }
            awaitDone(topic);
            for (WorkerProcess worker : running) {
                assertThat(worker.terminate()).isTrue();
            }

            // Then
            assertThat(provider.accepted()).hasSize(RECORDS);
            assertThat(provider.total()).isEqualTo(RECORDS);
            assertThat(provider.unknown()).isEmpty();
        } finally {
            for (WorkerProcess worker : running) {
                worker.close();
            }
        }
    }

    /** The brokers give its partitions to another; when it wakes up it goes on for a moment and is told. */
    @ParameterizedTest
    @EnumSource(UnknownPolicy.class)
    void aWorkerThatSleepsThroughItsSessionLosesItsPartitionsAndNothingElse(UnknownPolicy policy) throws Exception {
        // Given
        String topic = "slept-" + policy;
        begin(topic, RECORDS_FOR_SLOW);

        try (ProviderProcess provider = provider(SLOW);
                WorkerProcess sleeper = worker(topic, topic + "-sleeper", policy, provider)) {
            awaitAccepted(provider, ENOUGH_OF_SLOW, sleeper);

            // When
            Uncommitted uncommitted = Uncommitted.of(provider);
            sleeper.suspend();
            // When it wakes, what it had on its way is over, and it begins as much again before it is told.
            long mayDouble = uncommitted.count(provider, topic) + AT_A_TIME;
            assertThat(mayDouble).as("what the bound allows of what it sent").isLessThan(provider.total() / 2);
            Covered covered = new Covered(committedAsDone(topic), provider.accepted());
            try (WorkerProcess other = worker(topic, topic + "-other", policy, provider)) {
                int seen = provider.total();
                awaitAccepted(provider, seen + 400, other);
                sleeper.wake();
                awaitDone(topic);
                assertThat(other.terminate()).isTrue();
                assertThat(sleeper.terminate()).isTrue();
            }

            // Then
            int doubled = provider.total() - provider.accepted().size();
            covered.assertNotDoubled(provider.accepted());
            switch (policy) {
                case RESEND -> {
                    assertThat(provider.accepted()).as("delivered").hasSize(RECORDS_FOR_SLOW);
                    assertThat(doubled).as("doubled").isLessThanOrEqualTo((int) mayDouble);
                }
                case ASK -> {
                    assertThat(doubled).as("doubled").isZero();
                    assertEachIsAccountedFor(provider, RECORDS_FOR_SLOW);
                }
            }
        }
    }
}
