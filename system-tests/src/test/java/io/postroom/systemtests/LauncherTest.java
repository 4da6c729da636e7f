package io.postroom.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer types first, as a newcomer types it. */
@Tag("full")
class LauncherTest {
    private static final Path PROC = Path.of("/proc");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long KIB_TOGETHER = 2L * 1024 * 1024;

    @TempDir
    Path folder;

    private Process launcher;

    @BeforeEach
    void start() throws IOException {
        launcher = new ProcessBuilder("./postroom", "up", "--once", "--data", folder.resolve("data").toString())
                .directory(Path.of("..").toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("printed").toFile()).start();
    }

    @AfterEach
    void stop() {
        launcher.descendants().forEach(ProcessHandle::destroyForcibly);
        launcher.destroyForcibly();
    }

    @Test
    void up_once_needs_no_second_build_and_delivers_everything_in_two_gibibytes() throws IOException {
        assumeThat(PROC.resolve("self/status")).as("memory is read as Linux tells it").exists();

        // When
        AtomicLong most = new AtomicLong();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            most.accumulateAndGet(residentKib(), Math::max);
            assertThat(launcher.isAlive()).as("it runs still; it has printed: " + printed()).isFalse();
        });

        // Then
        assertThat(launcher.exitValue()).as(printed()).isZero();
        assertThat(printed()).contains("delivered").doesNotContain("Building");
        assertThat(most.get()).as("KiB resident in all processes together").isBetween(1L, KIB_TOGETHER);
    }

    private String printed() throws IOException {
        return Files.readString(folder.resolve("printed"));
    }

    /** Of the launcher and all that it started; what they share counts once for each, so this is rather too much. */
    private long residentKib() {
        return Stream.concat(Stream.of(launcher.toHandle()), launcher.descendants())
                .mapToLong(process -> residentKib(process.pid())).sum();
    }

    /** The resident set as {@code proc(5)} gives it; a process that has just ended has none. */
    private static long residentKib(long pid) {
        try (Stream<String> lines = Files.lines(PROC.resolve(Long.toString(pid)).resolve("status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
        } catch (IOException ended) {
            return 0;
        }
    }
}
