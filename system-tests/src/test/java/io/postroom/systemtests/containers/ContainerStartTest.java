package io.postroom.systemtests.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postroom.local.LocalPlatform;
import io.postroom.local.PlatformOptions;
import io.postroom.local.staff.StaffOutside;
import io.postroom.schemas.v1.Channel;
import io.postroom.systemtests.support.EventPublisher;
import io.postroom.systemtests.support.LoadEvents;
import io.postroom.systemtests.support.Marks;
import io.postroom.systemtests.support.SharedPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long each container takes from the start of its JVM until its readiness probe is content, and how much of it is
 * resident, with the cache of the training run and without. Prints a table and leaves it in {@code target/start.md}; it asserts
 * no durations, only that what it measured is what it says.
 */
@Tag("long")
class ContainerStartTest {
    private static final int RUNS = Integer.getInteger("start.runs", 3);
    private static final int TEXTS = 2_000;
    private static final int EMAILS = 1_000;
    private static final int LETTERS = 200;
    /** The image runs as it is, and its limits stay: they are in the run time. */
    private static final Map<String, String> WITHOUT_CACHE = Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=off");

    @TempDir
    Path folder;

    private record Start(double seconds, long mebibytes) {}

    @Test
    void each_service_starts_with_the_cache_and_without() throws IOException {
        // Given
        BuiltImages.load();
        Map<String, List<Start>> with = new LinkedHashMap<>();
        Map<String, List<Start>> without = new LinkedHashMap<>();
        Map<String, Long> loaded = new LinkedHashMap<>();
        try (LocalPlatform platform = LocalPlatform.start(PlatformOptions.surroundings(folder.resolve("data"),
                SharedPlatform.rules(folder.resolve("rules"))), line -> {});
                StaffOutside staff = StaffOutside.start(Release.staff(platform));
                Release release = Release.of(folder, platform, staff)) {
            assertThat(release.runJob("provisioning")).isNotBlank();

            // When
            for (String component : Release.COMPONENTS) {
                for (int run = 0; run < RUNS; run++) {
                    with.computeIfAbsent(component, one -> new ArrayList<>())
                            .add(measure(release, component, Map.of()));
                    without.computeIfAbsent(component, one -> new ArrayList<>())
                            .add(measure(release, component, WITHOUT_CACHE));
                }
            }
            deliver(platform, release);
            Release.COMPONENTS.forEach(
                    component -> loaded.put(component, release.running(component).residentMebibytes()));
        }

        // Then
        String table = table(with, without, loaded);
        Files.writeString(Path.of("target", "start.md"), table);
        System.out.println(table);
        assertThat(loaded.values()).allSatisfy(mebibytes -> assertThat(mebibytes).isPositive());
    }

    private static Start measure(Release release, String component, Map<String, String> further) {
        PodContainer container = release.startOne(component, null, further);
        release.awaitReady(component);
        Start start = new Start(Duration.between(container.startedAt(), Instant.now()).toMillis() / 1_000.0,
                container.residentMebibytes());
        assertThat(container.log()).as("a cache that does not fit is said in the log").doesNotContain("[error][aot]",
                "[warning][aot]", "[warning][cds]");
        release.stop(component);
        return start;
    }

    /** Memory after work counts more than memory at the start. */
    private static void deliver(LocalPlatform platform, Release release) {
        release.start();
        LoadEvents load = new LoadEvents("start");
        Marks marks = new Marks(platform.outside().ledger(), "start");
        try (EventPublisher publisher = new EventPublisher(platform)) {
            publisher.publish(load.events(Channel.SMS, TEXTS));
            publisher.publish(load.events(Channel.EMAIL, EMAILS));
            publisher.publish(load.events(Channel.LETTER, LETTERS));
        }
        await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(marks.received()).hasSize(TEXTS + EMAILS + LETTERS));
    }

    private static String table(Map<String, List<Start>> with, Map<String, List<Start>> without,
            Map<String, Long> loaded) {
        StringBuilder table = new StringBuilder(
                "| service | ready, with the cache | ready, without | resident when ready, "
                        + "with the cache | without | resident after " + (TEXTS + EMAILS + LETTERS) + " messages |\n"
                        + "| --- | ---: | ---: | ---: | ---: | ---: |\n");
        for (String component : Release.COMPONENTS) {
            table.append("| %s | %s s | %s s | %d MiB | %d MiB | %d MiB |%n".formatted(component,
                    seconds(with.get(component)), seconds(without.get(component)), memory(with.get(component)),
                    memory(without.get(component)), loaded.get(component)));
        }
        return table.toString();
    }

    /** The one in the middle. */
    private static String seconds(List<Start> starts) {
        return String.format(Locale.ROOT, "%.1f",
                starts.stream().mapToDouble(Start::seconds).sorted().skip(starts.size() / 2).findFirst().orElseThrow());
    }

    /** The one in the middle. */
    private static long memory(List<Start> starts) {
        return starts.stream().mapToLong(Start::mebibytes).sorted().skip(starts.size() / 2).findFirst().orElseThrow();
    }
}
