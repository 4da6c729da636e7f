package io.postroom.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postroom.local.HealthProbe;
import io.postroom.local.LocalPlatform;
import io.postroom.local.PlatformOptions;
import io.postroom.local.Service;
import io.postroom.local.ServiceProcess;
import io.postroom.systemtests.support.EventPublisher;
import io.postroom.systemtests.support.HalfwayCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ingest is killed, and its partitions change hands, while messages wait, are collected and are followed by letters: what it requests is what
 * it requests when nobody disturbs it.
 */
@Tag("full")
class IngestHalfwayTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration AHEAD = Duration.ofSeconds(20);
    /** Planned, chased and collected ones. */
    private static final int WITHOUT_LETTERS = 3 * HalfwayCase.MESSAGES;
    /** Texts that fail after the partitions have changed hands, at least. */
    private static final int LEFT = 5;
    private static final Pattern RESTORED = Pattern
            .compile("Finished restoring changelog .* with a total number of (\\d+) records");

    @TempDir
    Path folder;

    private LocalPlatform platform;
    private EventPublisher publisher;
    private final List<ServiceProcess> started = new ArrayList<>();

    @BeforeEach
    void start() {
        platform = LocalPlatform.start(PlatformOptions.surroundings(folder, HalfwayCase.RULES), line -> {});
        publisher = new EventPublisher(platform);
    }

    @AfterEach
    void stop() {
        publisher.close();
        started.forEach(ServiceProcess::close);
        platform.close();
    }

    /** One of several, each with a disk of its own. */
    private ServiceProcess ingest(String disk) {
        return ingest(disk, Map.of());
    }

    private ServiceProcess ingest(String disk, Map<String, String> further) {
        ServiceProcess process = begin(disk, further);
        process.awaitReady(PATIENCE);
        return process;
    }

    private ServiceProcess begin(String disk, Map<String, String> further) {
        Map<String, String> properties = new HashMap<>(further);
        properties.put("postroom.ingest.state-directory", folder.resolve("state-" + disk).toString());
        ServiceProcess process = platform.startProcess(Service.INGEST, properties);
        started.add(process);
        return process;
    }

    @Test
    void killsAndRebalancesHalfWayChangeNothingOfWhatIsRequested() {
        // Given
        ServiceProcess first = ingest("first");
        HalfwayCase undisturbed = new HalfwayCase("calm", platform, publisher);
        undisturbed.publish(Instant.now().plus(AHEAD));
        HalfwayCase disturbed = new HalfwayCase("killed", platform, publisher);
        await().atMost(PATIENCE).until(() -> undisturbed.textsOf("chased") == HalfwayCase.MESSAGES);
        undisturbed.fail(0, HalfwayCase.MESSAGES);
        await().atMost(PATIENCE).until(() -> undisturbed.requested().size() >= HalfwayCase.REQUESTS);

        // When it is killed while messages wait and others are collected
        disturbed.publish(Instant.now().plus(AHEAD));
        await().atMost(PATIENCE).until(() -> disturbed.decided() == HalfwayCase.EVENTS);
        assertThat(disturbed.textsOf("planned") + disturbed.textsOf("collected")).as("all wait when it is killed")
                .isZero();
        first.kill();
        ServiceProcess second = ingest("first");
        // When partitions change hands while texts fail one after another and their letters follow
        await().atMost(PATIENCE).until(() -> disturbed.textsOf("chased") == HalfwayCase.MESSAGES);
        ServiceProcess other = begin("other", Map.of());
        int failed = failOneByOneUntilReady(disturbed, other);
        assertThat(disturbed.letterCount()).as("letters that had followed by then").isPositive();
        disturbed.fail(failed, HalfwayCase.MESSAGES);
        // When the instance that had most of them is killed with some of it done, and the other goes on alone
        await().atMost(PATIENCE).until(() -> disturbed.letterCount() > 0);
        second.kill();

        // Then
        await().atMost(PATIENCE).until(() -> disturbed.requested().size() >= HalfwayCase.REQUESTS);
        await().during(Duration.ofSeconds(3)).atMost(PATIENCE)
                .until(() -> disturbed.requested().size() == HalfwayCase.REQUESTS);
        assertThat(disturbed.requested()).isEqualTo(undisturbed.requested());
        assertThat(disturbed.requested()).doesNotHaveDuplicates().hasSize(HalfwayCase.REQUESTS);
    }

    /** What is published after a look falls into the time in which partitions change hands; a few are left for afterwards. */
    private static int failOneByOneUntilReady(HalfwayCase disturbed, ServiceProcess other) {
        AtomicInteger failed = new AtomicInteger();
        await().pollInterval(Duration.ofMillis(500)).atMost(PATIENCE).until(() -> {
            int next = failed.get();
            if (next < HalfwayCase.MESSAGES - LEFT) {
                disturbed.fail(next, failed.incrementAndGet());
            }
            return HealthProbe.isReady(other.address());
        });
        assertThat(failed.get()).as("texts failed until the other was ready").isLessThan(HalfwayCase.MESSAGES - LEFT);
        return failed.get();
    }

    @Test
    void aStandbyTakesOverWhatWaitsWithoutRestoringIt() throws IOException {
        // Given
        Map<String, String> standby = Map.of("postroom.ingest.standby-replicas", "1",
                "logging.level.org.apache.kafka.streams.processor.internals.StoreChangelogReader", "INFO");
        ServiceProcess killed = ingest("killed", standby);
        ingest("left", standby);
        HalfwayCase waiting = new HalfwayCase("standby", platform, publisher);
        waiting.publish(Instant.now().plus(AHEAD.multipliedBy(2)));
        await().atMost(PATIENCE).until(() -> waiting.decided() == HalfwayCase.EVENTS);
        List<Integer> before = restored("ingest-2.log");

        // When
        assertThat(waiting.textsOf("planned")).as("all wait before they are due").isZero();
        killed.kill();

        // Then
        await().atMost(PATIENCE).until(() -> waiting.requested().size() >= WITHOUT_LETTERS);
        await().during(Duration.ofSeconds(3)).atMost(PATIENCE)
                .until(() -> waiting.requested().size() == WITHOUT_LETTERS);
        assertThat(waiting.requested()).doesNotHaveDuplicates();
        List<Integer> afterwards = restored("ingest-2.log");
        List<Integer> takenOver = afterwards.subList(before.size(), afterwards.size());
        assertThat(takenOver).as("stores that were taken over").isNotEmpty();
        // Without standbys it is several hundred.
        assertThat(takenOver.stream().mapToInt(Integer::intValue).sum()).isLessThan(HalfwayCase.EVENTS / 20);
    }

    /** How many records each store took from its changelog before its task ran, by an instance's log. */
    private List<Integer> restored(String log) throws IOException {
        return Files.readAllLines(folder.resolve("services").resolve(log)).stream().map(RESTORED::matcher)
                .filter(Matcher::find).map(line -> Integer.valueOf(line.group(1))).toList();
    }
}
