package io.postroom.systemtests.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import io.postroom.local.LocalPlatform;
import io.postroom.local.PlatformOptions;
import io.postroom.local.staff.StaffOutside;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.systemtests.support.EventPublisher;
import io.postroom.systemtests.support.ExampleEvents;
import io.postroom.systemtests.support.ExpectedMessages;
import io.postroom.systemtests.support.Journal;
import io.postroom.systemtests.support.LoadEvents;
import io.postroom.systemtests.support.Marks;
import io.postroom.systemtests.support.SharedPlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The images of {@code ./postroom images}, run in a Docker engine with what the rendered chart gives them: environment,
 * files, users, limits and read-only file systems. Broker, registry, database and the world outside run beside them, on
 * loopback.
 */
@Tag("full")
class ContainersTest {
    private static final int TEXTS = 2_000;
    private static final int EMAILS = 600;
    private static final int LETTERS = 60;
    /** What each worker is given right before it is stopped, above its part of the rest. */
    private static final Map<Channel, Integer> BURSTS = Map.of(Channel.SMS, 1_000, Channel.EMAIL, 400, Channel.LETTER,
            60);
    private static final Map<String, Channel> CHANNELS = Map.of("sms-worker", Channel.SMS, "email-worker",
            Channel.EMAIL, "letter-worker", Channel.LETTER);
    private static final int ALL = TEXTS + EMAILS + LETTERS
            + BURSTS.values().stream().mapToInt(Integer::intValue).sum();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** As OpenShift does: a number that no file of the image knows. */
    private static final String FOREIGN_USER = "1000660000:0";

    @TempDir
    static Path folder;

    private static LocalPlatform platform;
    private static StaffOutside staff;
    private static Release release;
    private static EventPublisher publisher;
    private static DockerClient docker;

    @BeforeAll
    static void start() {
        docker = BuiltImages.load();
        platform = LocalPlatform.start(PlatformOptions.surroundings(folder.resolve("data"),
                SharedPlatform.rules(folder.resolve("rules"))), line -> {});
        staff = StaffOutside.start(Release.staff(platform));
        release = Release.of(folder, platform, staff);
        publisher = new EventPublisher(platform);
        assertThat(release.runJob("provisioning")).isNotBlank();
        assertThat(release.runJob("rules-check")).isNotBlank();
        release.start();
    }

    @AfterAll
    static void stop() {
        Stream.of(publisher, release, staff, platform).filter(java.util.Objects::nonNull).forEach(one -> {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void the_eight_services_reach_their_people_out_of_containers() throws IOException {
        // Given
        List<CaseEvent> events = ExampleEvents.all("");
        List<String> ids = events.stream().map(CaseEvent::getId).toList();
        Journal journal = new Journal(platform);

        // When
        publisher.publish(events);

        // Then
        ExpectedMessages.awaitAllDelivered(journal, ids);
        assertThat(ExpectedMessages.actual(platform, journal, ids))
                .containsExactlyInAnyOrderEntriesOf(ExpectedMessages.expected(platform, journal, ids));
    }

    @Test
    void stopping_each_container_in_the_middle_loses_nothing_and_doubles_nothing() {
        // Given
        LoadEvents load = new LoadEvents("stop");
        Marks marks = new Marks(platform.outside().ledger(), "stop");
        List<CaseEvent> events = Stream.of(load.events(Channel.SMS, TEXTS), load.events(Channel.EMAIL, EMAILS),
                load.events(Channel.LETTER, LETTERS)).flatMap(List::stream).toList();
        int slices = 2 * Release.COMPONENTS.size();
        List<String> published = new ArrayList<>();
        Map<String, Long> outstanding = new LinkedHashMap<>();
        Map<Channel, Double> atWork = new EnumMap<>(Channel.class);
        Map<Channel, Long> left = new EnumMap<>(Channel.class);
        int notShown = 0;

        // When
        for (int i = 0; i < Release.COMPONENTS.size(); i++) {
            String component = Release.COMPONENTS.get(i);
            Channel channel = CHANNELS.get(component);
            List<CaseEvent> before = new ArrayList<>(slice(events, 2 * i, slices));
            before.addAll(burst(load, channel));
            List<CaseEvent> after = slice(events, 2 * i + 1, slices);
            publisher.publish(before);
            before.forEach(event -> published.add(event.getId()));
            awaitProgress(marks);
            if (channel != null) {
                atWork.put(channel, awaitWork(component));
            } else if (component.equals("staff-web")) {
                notShown = published.size() - shownAsSent();
            }
            outstanding.put(component, missing(published, marks, ""));
            ContainerState state = release.stop(component);
            if (channel != null) {
                left.put(channel, missing(published, marks, load.mark(channel, 0).replaceAll("\\d", "")));
            }
            publisher.publish(after);
            after.forEach(event -> published.add(event.getId()));
            assertThat(state.getOOMKilled()).isNotEqualTo(Boolean.TRUE);
            assertThat(state.getExitCodeLong()).as(component + " ended by itself after SIGTERM, not by SIGKILL")
                    .isEqualTo(143L);
            release.startOne(component, component.equals("ingest") ? null : FOREIGN_USER, Map.of());
            release.awaitReady(component);
        }

        // Then
        assertThat(outstanding.values()).as("messages under way when each was stopped: " + outstanding)
                .allMatch(count -> count > 0);
        assertThat(atWork.values()).as("requests that each worker had taken right before it was stopped: " + atWork)
                .hasSize(3).allMatch(count -> count > 0);
        assertThat(left.values()).as("messages of its channel that it left: " + left).hasSize(3)
                .allMatch(count -> count > 0);
        await("all " + ALL + " messages").atMost(PATIENCE).pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(marks.received()).hasSize(ALL));
        AtomicInteger last = new AtomicInteger(-1);
        await("the ledger to be quiet").atMost(PATIENCE).pollInterval(Duration.ofSeconds(4))
                .until(() -> last.getAndSet(platform.outside().ledger().size()) == platform.outside().ledger().size());
        assertThat(marks.doubled()).isEmpty();
        assertThat(notShown).as("messages that the pages did not show as sent when they were stopped").isPositive();
        await("the pages to show all as sent").atMost(PATIENCE).pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(shownAsSent()).isEqualTo(ALL));
    }

    @Test
    void no_image_runs_as_root_and_each_says_what_it_is() {
        for (String name : BuiltImages.NAMES) {
            // When
            var image = docker.inspectImageCmd(BuiltImages.reference(name)).exec().getConfig();

            // Then
            assertThat(image.getUser()).as(name).isEqualTo("10001:0");
            assertThat(image.getLabels()).as(name).containsKeys("org.opencontainers.image.title",
                    "org.opencontainers.image.version", "org.opencontainers.image.revision", "io.postroom.sbom");
        }
    }

    @Test
    void rules_are_tested_and_explained_out_of_the_tools_image() {
        // Given
        String rules = "/etc/postroom/rules";

        // When
        String tested = release.runTool(Map.of(), "rules", "test", rules);
        String explained = release.runTool(Map.of(), "rules", "explain", rules,
                rules + "/student-finance/events/1-prefers-text.json");

        // Then
        assertThat(tested).contains("tests, 0 failed");
        assertThat(explained).contains("rule evidence-receipt: matches", "where event.data.documents is a list of 2");
    }

    @Test
    void whoever_tells_the_jvm_something_else_leaves_it_its_limits() {
        // When
        String said = release.runTool(Map.of("JDK_JAVA_OPTIONS", "-Dany=thing -XX:+PrintFlagsFinal"), "help");

        // Then
        assertThat(said).containsPattern("MaxRAMPercentage += 60\\.0")
                .containsPattern("ExitOnOutOfMemoryError += true");
    }

    /** Every so-manieth of all, so that each slice has texts, e-mails and letters. */
    private static List<CaseEvent> slice(List<CaseEvent> all, int which, int of) {
        return java.util.stream.IntStream.range(0, all.size()).filter(i -> i % of == which).mapToObj(all::get).toList();
    }

    /** What the staff pages have read of statuses; each notification is one row. */
    private static int shownAsSent() {
        return new JdbcTemplate(new DriverManagerDataSource(staff.databaseUrl(), "postgres", "postgres"))
                .queryForObject(
                        "select count(*) from notification where event_id like 'stop%' and state in ('SENT', 'DELIVERED')",
                        Integer.class);
    }

    /** How many of those that begin so have not reached anybody. */
    private static long missing(List<String> published, Marks marks, String beginning) {
        Set<String> received = marks.received().keySet();
        return published.stream().filter(mark -> mark.startsWith(beginning) && !received.contains(mark)).count();
    }

    private static List<CaseEvent> burst(LoadEvents load, @Nullable Channel channel) {
        if (channel == null) {
            return List.of();
        }
        int usual = usual(channel);
        return load.events(channel, usual + BURSTS.get(channel)).subList(usual, usual + BURSTS.get(channel));
    }

    private static int usual(Channel channel) {
        return switch (channel) {
            case SMS -> TEXTS;
            case EMAIL -> EMAILS;
            case LETTER -> LETTERS;
            case UNRECOGNISED -> throw new IllegalArgumentException("no channel");
        };
    }

    /** The worker says itself that it has taken requests that are not done. */
    private static double awaitWork(String component) {
        AtomicReference<Double> taken = new AtomicReference<>(0.0);
        await(component + " to have work").atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            taken.set(release.running(component).meter("postroom_engine_tracked"));
            return taken.get() > 0;
        });
        return taken.get();
    }

    /** Something more has arrived. */
    private static void awaitProgress(Marks marks) {
        int before = marks.received().size();
        await().atMost(PATIENCE).until(() -> marks.received().size() > before || before == ALL);
    }
}
