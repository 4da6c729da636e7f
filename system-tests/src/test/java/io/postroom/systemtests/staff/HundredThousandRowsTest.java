package io.postroom.systemtests.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A spreadsheet of 100,000 rows, by the pages of a process with 512 MiB of heap, over ingest, onto the request topics. The
 * first test says how long it takes; the second kills the pages while they check and while they send, up to the last piece.
 */
@Tag("long")
class HundredThousandRowsTest {
    private static final int ROWS = 100_000;
    private static final long PACE_MILLIS = 100;
    private static final Pattern HEAP = Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\"[^}]*} ([0-9.E]+)");

    @TempDir
    Path folder;

    private SheetPlatform platform;

    @BeforeEach
    void start() {
        platform = new SheetPlatform(folder);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void how_long_it_takes_and_what_other_pages_do_meanwhile() {
        // Given
        String small = platform.upload(SheetPlatform.csv(2_000, "w", 1));
        platform.awaitState(small, "CHECKED");
        platform.send(small);
        platform.awaitRequests(2_000);
        platform.forgetRequests();

        // When: of processes that have just started, and again of the same
        measure("first", SheetPlatform.csv(ROWS, "x", 0));
        platform.forgetRequests();
        measure("second", SheetPlatform.csv(ROWS, "y", 2));
    }

    private void measure(String which, byte[] file) {
        List<Long> answers = Collections.synchronizedList(new ArrayList<>());
        List<Double> heap = Collections.synchronizedList(new ArrayList<>());
        List<String> faults = Collections.synchronizedList(new ArrayList<>());
        StaffBrowser viewer = platform.signIn("Vera Viewer");
        ScheduledExecutorService others = Executors.newScheduledThreadPool(1);
        others.scheduleAtFixedRate(() -> useOtherPages(viewer, answers, heap, faults), 0, PACE_MILLIS,
                TimeUnit.MILLISECONDS);
        long begun = System.nanoTime();
        String batch = platform.upload(file);
        platform.awaitState(batch, "CHECKED");
        long checked = System.nanoTime();
        platform.send(batch);
        long sent = System.nanoTime();
        platform.awaitRequests(ROWS);
        long there = System.nanoTime();
        others.close();

        System.out.printf("%s sheet of %,d rows:%n", which, ROWS);
        report("checked, upload and database included", begun, checked);
        report("\"send\" itself, for which people of today are counted again", checked, sent);
        report("on the request topics after \"send\"", sent, there);
        System.out.printf("  of these until all were on the send topic: %.1f s%n", platform.database().queryForObject(
                "select extract(epoch from last_published_at - asked_at) from batch where id = ?::uuid", Double.class,
                batch.substring(batch.indexOf('/') + 1)));
        assertThat(faults).as("every other page answers, and every measurement is taken").isEmpty();
        assertThat(heap).isNotEmpty();
        Collections.sort(answers);
        System.out.printf("  other pages: %d answers, 99 %% within %d ms, the slowest %d ms%n", answers.size(),
                answers.get(answers.size() * 99 / 100), answers.getLast());
        // That it is never more is what -Xmx says; a process that needs more ends, and pages fail.
        System.out.printf("  heap in use: at most %.0f MiB of the 512 that -Xmx allows%n",
                Collections.max(heap) / (1 << 20));
        assertThat(platform.byNotification()).hasSize(ROWS);
        assertThat(platform.byPartition()).hasSize(platform.partitions());
    }

    @Test
    void each_row_is_sent_once_though_the_pages_are_killed_while_they_check_and_while_they_send() {
        // Given
        String batch = platform.upload(SheetPlatform.csv(ROWS, "k", 0));
        platform.awaitMoreThan("rows_checked", ROWS / 3);

        // When: the last time within the last piece
        platform.killPages();
        platform.awaitState(batch, "CHECKED");
        platform.send(batch);
        for (int published : List.of(ROWS / 4, ROWS / 2, ROWS - SheetPlatform.PIECE)) {
            platform.awaitMoreThan("published", published - 1);
            platform.killPages();
        }
        platform.awaitState(batch, "SENT");
        int published = platform.readOn();

        // Then
        assertThat(platform.byNotification()).hasSize(ROWS);
        assertThat(platform.byNotification().values()).as("each once").containsOnly(1);
        System.out.printf("killed four times: %,d records published, %,d requests, each once%n", published,
                platform.byNotification().size());
    }

    /** What twenty people do who open a page every second; asked more often, pages would be what is measured. */
    private static void useOtherPages(StaffBrowser viewer, List<Long> answers, List<Double> heap,
            List<String> faults) {
        try {
            for (String page : List.of("", "look-up")) {
                long begun = System.nanoTime();
                assertThat(viewer.get(page).statusCode()).as("page /" + page).isEqualTo(200);
                answers.add((System.nanoTime() - begun) / 1_000_000);
            }
            if (answers.size() % 20 == 0) {
                heap.add(heap(viewer.get("actuator/prometheus").body()));
            }
        } catch (RuntimeException | AssertionError e) {
            // Thrown on, it would end the measuring, and nobody would know.
            faults.add(e.toString());
        }
    }

    private static double heap(String metrics) {
        Matcher used = HEAP.matcher(metrics);
        double sum = 0;
        while (used.find()) {
            sum += Double.parseDouble(used.group(1));
        }
        assertThat(sum).as("heap in use, as the metrics tell it").isPositive();
        return sum;
    }

    private static void report(String what, long from, long to) {
        System.out.printf("  %s: %.1f s%n", what, (to - from) / 1e9);
    }
}
