package io.postroom.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postroom.local.LocalPlatform;
import io.postroom.local.PlatformOptions;
import io.postroom.local.Service;
import io.postroom.local.ServiceProcess;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.systemtests.support.EventPublisher;
import io.postroom.systemtests.support.Journal;
import io.postroom.systemtests.support.LoadEvents;
import io.postroom.systemtests.support.Marks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker or the registry is away, at the start or later: services wait, say so, and go on by themselves. */
class OutageTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int EACH = 40;
    private static final int ALL = 3 * EACH;

    @TempDir
    Path folder;

    private LocalPlatform platform;
    private final Map<Service, ServiceProcess> processes = new EnumMap<>(Service.class);

    @BeforeEach
    void startSurroundings() {
        platform = LocalPlatform.start(PlatformOptions.surroundings(folder, LoadEvents.RULES), line -> {});
    }

    @AfterEach
    void stop() {
        processes.values().forEach(ServiceProcess::close);
        platform.close();
    }

    @Test
    @Tag("full")
    void services_that_start_before_broker_and_registry_wait_and_say_what_for() {
        // Given
        platform.broker().stop();
        platform.registry().stop();

        // When
        startServices();
        processes.values().forEach(process -> await("word of what it waits for").atMost(PATIENCE)
                .until(() -> process.lastLines().toLowerCase(java.util.Locale.ROOT).contains("wait")));
        assertThat(processes.values()).allMatch(ServiceProcess::isAlive);
        platform.broker().start();
        platform.registry().start();

        // Then
        processes.values().forEach(process -> process.awaitReady(PATIENCE));
        publishAndExpectEverything("late");
        assertNoDeadLetters();
    }

    @Test
    @Tag("full")
    void half_a_minute_without_a_broker_loses_nothing() {
        outageOfTheBroker(Duration.ofSeconds(30));
    }

    @Test
    @Tag("long")
    void ten_minutes_without_a_broker_lose_nothing() {
        outageOfTheBroker(Duration.ofMinutes(10));
    }

    @Test
    @Tag("full")
    void half_a_minute_without_a_registry_loses_nothing() {
        outageOfTheRegistry(Duration.ofSeconds(30));
    }

    @Test
    @Tag("long")
    void ten_minutes_without_a_registry_lose_nothing() {
        outageOfTheRegistry(Duration.ofMinutes(10));
    }

    private void outageOfTheBroker(Duration outage) {
        // Given
        startServices();
        processes.values().forEach(process -> process.awaitReady(PATIENCE));
        LoadEvents load = new LoadEvents("before");
        Marks marks = new Marks(platform.outside().ledger(), "before");
        try (EventPublisher publisher = new EventPublisher(platform)) {
            publisher.publish(events(load));
        }

        // When
        platform.broker().stop();
        stay(outage);
        platform.broker().start();

        // Then
        await("what was published before").atMost(PATIENCE).until(() -> marks.received().size() == ALL);
        publishAndExpectEverything("after");
        assertThat(processes.values()).as("by themselves").allMatch(ServiceProcess::isAlive);
        assertNoDeadLetters();
    }

    private void outageOfTheRegistry(Duration outage) {
        // Given
        startServices();
        processes.values().forEach(process -> process.awaitReady(PATIENCE));
        Marks marks = new Marks(platform.outside().ledger(), "during");
        try (EventPublisher publisher = new EventPublisher(platform)) {
            publisher.publish(events(new LoadEvents("warm")));
            // When: nobody in the services has this schema cached, since no such event has come to new processes
            processes.values().forEach(ServiceProcess::close);
            platform.registry().stop();
            startServices();
            publisher.publish(events(new LoadEvents("during")));
        }
        stay(outage);
        platform.registry().start();

        // Then
        await("what was published meanwhile").atMost(PATIENCE).until(() -> marks.received().size() == ALL);
        assertThat(marks.doubled()).isEmpty();
        assertThat(processes.values()).as("by themselves").allMatch(ServiceProcess::isAlive);
        assertNoDeadLetters();
    }

    private void startServices() {
        for (Service service : Service.values()) {
            processes.put(service, platform.startProcess(service));
        }
    }

    private void publishAndExpectEverything(String run) {
        Marks marks = new Marks(platform.outside().ledger(), run);
        try (EventPublisher publisher = new EventPublisher(platform)) {
            publisher.publish(events(new LoadEvents(run)));
        }
        await("all of " + run).atMost(PATIENCE).until(() -> marks.received().size() == ALL);
        assertThat(marks.doubled()).isEmpty();
    }

    private static List<CaseEvent> events(LoadEvents load) {
        return Stream.of(Channel.SMS, Channel.EMAIL, Channel.LETTER).flatMap(c -> load.events(c, EACH).stream())
                .toList();
    }

    private void assertNoDeadLetters() {
        Journal journal = new Journal(platform);
        assertThat(journal.topics().topics().stream().filter(topic -> topic.endsWith(".dead-letter.v1"))
                .flatMap(topic -> journal.topics().bytes(topic).stream())).isEmpty();
    }

    /** The outage itself: there is no condition to wait for but that the time has passed with every service alive. */
    private void stay(Duration outage) {
        await().during(outage).atMost(outage.plusMinutes(1)).pollInterval(Duration.ofSeconds(1))
                .until(() -> processes.values().stream().allMatch(ServiceProcess::isAlive));
    }
}
