package io.postroom.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postroom.local.LocalPlatform;
import io.postroom.local.PlatformOptions;
import io.postroom.local.Service;
import io.postroom.local.ServiceProcess;
import io.postroom.systemtests.support.EventPublisher;
import io.postroom.systemtests.support.HalfwayCase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        ServiceProcess process = platform.startProcess(Service.INGEST,
                Map.of("postroom.ingest.state-directory", folder.resolve("state-" + disk).toString()));
        started.add(process);
        process.awaitReady(PATIENCE);
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
        first.kill();
        ServiceProcess second = ingest("first");
        // When partitions change hands while texts have failed and their letters follow
        await().atMost(PATIENCE).until(() -> disturbed.textsOf("chased") == HalfwayCase.MESSAGES);
        disturbed.fail(0, HalfwayCase.MESSAGES / 2);
        ingest("other");
        disturbed.fail(HalfwayCase.MESSAGES / 2, HalfwayCase.MESSAGES);
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
}
