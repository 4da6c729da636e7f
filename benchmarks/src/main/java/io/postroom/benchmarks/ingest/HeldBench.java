package io.postroom.benchmarks.ingest;

import io.postroom.benchmarks.process.Folders;
import io.postroom.benchmarks.report.BenchmarkException;
import io.postroom.benchmarks.report.Console;
import io.postroom.benchmarks.report.MarkdownTable;
import io.postroom.benchmarks.report.Numbers;
import io.postroom.benchmarks.report.Report;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Priority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * {@code ./postroom bench ingest --held}: a million messages that wait for their time; others due one after another meanwhile; the stores
 * lost; all of them due at once, while new events come in. Before that moment the same is asked of new events while nothing is due, of
 * instances that have just started and again when they are warm, and before all while nothing waits: what differs then is what the others
 * cost.
 */
public final class HeldBench {
    private static final String HELD = Installation.TOPICS.held();
    private static final String SENT = Installation.TOPICS.request(Channel.SMS, Priority.BULK);
    private static final String LIVE = Installation.TOPICS.request(Channel.SMS, Priority.NORMAL);
    private static final String HEAP = "256m";
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    /** Slower than this, nothing is measured: they would fall due while they are still being held. */
    private static final int HELD_A_SECOND = 2_500;
    private static final Duration AND_THEN = Duration.ofSeconds(150);
    private static final Duration AHEAD = Duration.ofSeconds(8);
    private static final int PACE = 1_000;
    private static final int PACED_SECONDS = 10;
    private static final int LIVE_PACE = 500;
    private static final int AT_ONCE = 20_000;
    private static final int WARM_UP = 5_000;
    private static final Duration WARM_UP_AHEAD = Duration.ofSeconds(1);
    private static final Duration WARM_UP_TIME = Duration.ofSeconds(8);

    private final Console console;
    private final Path folder;
    private final int count;
    private final MarkdownTable table = new MarkdownTable("what", "reached", "aim");

    private HeldBench(Console console, Path folder, int count) {
        this.console = console;
        this.folder = folder;
        this.count = count;
    }

    /** Runs it all. */
    public static Report run(Console console, boolean quick, Path folder) {
        Folders.empty(folder);
        Thread tidy = Thread.ofPlatform().unstarted(() -> Folders.delete(folder.resolve("run")));
        Runtime.getRuntime().addShutdownHook(tidy);
        LocalDateTime began = LocalDateTime.now();
        HeldBench bench = new HeldBench(console, folder, quick ? 100_000 : 1_000_000);
        try {
            bench.measure();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be used.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted.", e);
        }
        return new Report("Messages that wait", "./postroom bench ingest --held" + (quick ? " --quick" : ""), began)
                .table(bench.table)
                .paragraph(Numbers.of(bench.count) + " messages, " + Installation.PARTITIONS + " partitions, "
                        + Installation.AT_WORK + " instances with a thread and " + HEAP + " of heap each.");
    }

    private void measure() throws IOException, InterruptedException {
        Path run = folder.resolve("run");
        Folders.empty(run);
        RuleSet rules = RuleSet.withLater();
        try (Installation installation = new Installation(run, rules, HEAP);
                EventSource source = new EventSource(installation, rules)) {
            Duration emptyStart = startEmpty(installation, source);
            Instant due = Instant.now().truncatedTo(ChronoUnit.MILLIS)
                    .plusSeconds(count / HELD_A_SECOND).plus(AND_THEN);
            try (Installation.Instances ingest = installation.ingest("holding")) {
                hold(installation, source, due);
                oneAfterAnother(installation, source);
                table.row("resident memory of an instance while " + Numbers.of(count) + " wait, at most",
                        Numbers.of(ingest.mostResidentMebibytes()) + " MiB", "bounded");
                ingest.stop();
            }
            requireBefore(due);
            installation.loseStores();
            drain(installation, source, due, emptyStart);
        } finally {
            Folders.delete(run);
        }
    }

    private Duration startEmpty(Installation installation, EventSource source)
            throws IOException, InterruptedException {
        try (Installation.Instances first = installation.ingest("empty")) {
            table.row("resident memory of an instance with nothing to do",
                    Numbers.of(first.mostResidentMebibytes()) + " MiB", "–");
            undisturbed(installation, source, "while nothing waits");
            first.stop();
            return first.startedIn();
        }
    }

    /** What new events meet while nothing is due. */
    private void undisturbed(Installation installation, EventSource source, String when) throws InterruptedException {
        live(installation, source, when + ", of instances that have just started");
        source.later(WARM_UP, Instant.now().plus(WARM_UP_AHEAD), Duration.ofMillis(1));
        Thread.sleep(WARM_UP_TIME);
        live(installation, source, when + ", after that");
        atOnce(installation, source, when);
    }

    private void hold(Installation installation, EventSource source, Instant due) throws InterruptedException {
        TopicTimes held = new TopicTimes(installation.bootstrapServers(), HELD);
        // Those of the warm-up, but for the ones that were decided when they were due already.
        int before = held.records();
        long began = System.nanoTime();
        source.later(count, due, Duration.ZERO);
        awaitHeld(held, before + count, due);
        held.awaitRead(Installation.GROUP, PATIENCE);
        console.say("  " + Numbers.of(count) + " held after " + seconds(System.nanoTime() - began));
        requireBefore(due);
    }

    /** What is decided once it is due is sent and never held, so that waiting for longer would be of no use. */
    private void awaitHeld(TopicTimes held, int records, Instant due) {
        try {
            held.awaitRecords(records, Duration.between(Instant.now(), due));
        } catch (BenchmarkException e) {
            requireBefore(due);
            throw e;
        }
    }

    private void oneAfterAnother(Installation installation, EventSource source) throws InterruptedException {
        int messages = PACE * PACED_SECONDS;
        int first = source.published();
        AtomicLongArray dueAt = new AtomicLongArray(first + messages);
        AtomicLongArray seenAt = new AtomicLongArray(first + messages);
        try (RequestWatch _ = new RequestWatch(installation.bootstrapServers(), SENT, seenAt)) {
            Duration apart = Duration.ofSeconds(1).dividedBy(PACE);
            Instant from = Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(AHEAD);
            long nanos = System.nanoTime() + Duration.between(Instant.now(), from).toNanos();
            for (int i = 0; i < messages; i++) {
                dueAt.set(first + i, nanos + i * apart.toNanos());
            }
            source.later(messages, from, apart);
            Thread.sleep(AHEAD.plusSeconds(PACED_SECONDS + 3));
        }
        double[] late = RequestWatch.milliseconds(dueAt, seenAt, first, first + messages);
        row("due one after another, " + Numbers.of(PACE) + " a second, read by a worker's consumer after that", late,
                "≤ 1,000 ms");
    }

    private void drain(Installation installation, EventSource source, Instant due, Duration emptyStart)
            throws IOException, InterruptedException {
        try (Installation.Instances ingest = installation.ingest("draining")) {
            table.row("start with empty stores", seconds(emptyStart.toNanos()), "–");
            table.row("start after the stores of " + Numbers.of(count) + " were lost",
                    seconds(ingest.startedIn().toNanos()), "–");
            console.say("  restored and started in " + seconds(ingest.startedIn().toNanos()));
            undisturbed(installation, source, "while " + Numbers.of(count) + " wait");
            requireBefore(due);
            Thread.sleep(Duration.between(Instant.now(), due));
            live(installation, source, "while all are due");
            TopicTimes sent = new TopicTimes(installation.bootstrapServers(), SENT);
            // Those that were due one after another, and those of both warm-ups, lie there too.
            int all = count + PACE * PACED_SECONDS + 2 * WARM_UP;
            double took = Math.max(1, sent.last(all, PATIENCE) - due.toEpochMilli()) / 1_000.0;
            table.row(Numbers.of(count) + " due at once: until the last was sent", Numbers.of(took) + " s", "–");
            table.row("which are messages/s", Numbers.of(count / took), "–");
            console.say("  all sent in " + Numbers.of(took) + " s");
            table.row("resident memory of an instance that restored and sent them, at most",
                    Numbers.of(ingest.mostResidentMebibytes()) + " MiB", "bounded");
            ingest.stop();
        }
    }

    /** What comes in meanwhile. */
    private void live(Installation installation, EventSource source, String when) throws InterruptedException {
        int first = source.published();
        int events = LIVE_PACE * PACED_SECONDS;
        AtomicLongArray publishedAt = new AtomicLongArray(first + 2 * events);
        AtomicLongArray seenAt = new AtomicLongArray(first + 2 * events);
        try (RequestWatch watch = new RequestWatch(installation.bootstrapServers(), LIVE, seenAt)) {
            source.evenly(LIVE_PACE, PACED_SECONDS, publishedAt);
            watch.awaitAll(first, source.published(), PATIENCE);
        }
        row("event published to request read at " + Numbers.of(LIVE_PACE) + " events/s, " + when,
                RequestWatch.milliseconds(publishedAt, seenAt, first, source.published()), "–");
    }

    /** How many come through when many come at once. */
    private void atOnce(Installation installation, EventSource source, String when) throws InterruptedException {
        int first = source.published();
        AtomicLongArray seenAt = new AtomicLongArray(first + AT_ONCE);
        long began = System.nanoTime();
        try (RequestWatch watch = new RequestWatch(installation.bootstrapServers(), LIVE, seenAt)) {
            source.atOnce(AT_ONCE);
            watch.awaitAll(first, first + AT_ONCE, PATIENCE);
        }
        long last = 0;
        for (int i = first; i < first + AT_ONCE; i++) {
            last = Math.max(last, seenAt.get(i) - began);
        }
        String rate = Numbers.of(AT_ONCE / (last / 1e9));
        console.say("  " + Numbers.of(AT_ONCE) + " events at once, " + when + ": " + rate + "/s");
        table.row("events/s of " + Numbers.of(AT_ONCE) + " that are published at once, " + when, rate, "–");
    }

    private void row(String what, double[] sorted, String aim) {
        String found = "p50 " + Numbers.of(sorted[sorted.length / 2]) + " ms, p99 "
                + Numbers.of(sorted[(int) (sorted.length * 0.99)]) + " ms, at most "
                + Numbers.of(sorted[sorted.length - 1]) + " ms";
        console.say("  " + what + ": " + found);
        table.row(what, found, aim);
    }

    private static void requireBefore(Instant due) {
        if (!Instant.now().isBefore(due)) {
            throw new BenchmarkException("They fell due before all was ready; this machine is too slow or too busy.");
        }
    }

    private static String seconds(long nanos) {
        return Numbers.of(nanos / 1e9) + " s";
    }
}
