package io.postroom.benchmarks.ingest;

import io.postroom.benchmarks.process.Folders;
import io.postroom.benchmarks.report.BenchmarkException;
import io.postroom.benchmarks.report.Console;
import io.postroom.benchmarks.report.MarkdownTable;
import io.postroom.benchmarks.report.Numbers;
import io.postroom.benchmarks.report.Report;
import io.postroom.local.process.ChildProcess;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Priority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.admin.NewTopic;

/** {@code ./postroom bench ingest}: events to requests, next to a loop of kafka-clients that only copies. */
public final class IngestBench {
    private static final String REQUESTS = Installation.TOPICS.request(Channel.SMS, Priority.NORMAL);
    private static final List<String> OUTPUTS = List.of(REQUESTS, Installation.TOPICS.decision(),
            Installation.TOPICS.status());
    private static final String COPY = "copy-of-";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int PACE = 1_000;
    private static final int USUAL = 50;
    /** So many at once first, then at a pace for so many times as long as is counted. */
    private static final int WARM = 40_000;
    private static final int WARMING = 3;

    private final Console console;
    private final Path folder;
    private final int events;
    private final int pacedSeconds;
    private final List<Integer> ruleCounts;
    private final MarkdownTable table = new MarkdownTable("what", "reached", "aim");

    private IngestBench(Console console, Path folder, int events, int pacedSeconds, List<Integer> ruleCounts) {
        this.ruleCounts = ruleCounts;
        this.console = console;
        this.folder = folder;
        this.events = events;
        this.pacedSeconds = pacedSeconds;
    }

    /**
     * Runs it all.
     *
     * @param only numbers of rules; the usual ones if there is none
     */
    public static Report run(Console console, boolean quick, List<String> only, Path folder) {
        Folders.empty(folder);
        Thread tidy = Thread.ofPlatform().unstarted(() -> Folders.delete(folder.resolve("run")));
        Runtime.getRuntime().addShutdownHook(tidy);
        LocalDateTime began = LocalDateTime.now();
        IngestBench bench = new IngestBench(console, folder, quick ? 60_000 : 200_000, quick ? 9 : 30,
                only.isEmpty() ? List.of(USUAL, 500, 5_000) : only.stream().map(Integer::valueOf).toList());
        try {
            bench.measure();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be used.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted.", e);
        }
        return new Report("Events to requests", "./postroom bench ingest" + (quick ? " --quick" : ""), began)
                .table(bench.table)
                .paragraph(Numbers.of(bench.events) + " events, " + Installation.PARTITIONS + " partitions, "
                        + Installation.AT_WORK
                        + " instances with a thread each, as many threads of the loop; every event makes one text, one decision and one status.");
    }

    private void measure() throws IOException, InterruptedException {
        for (int rules : ruleCounts) {
            console.say(Numbers.of(rules) + " rules...");
            Path run = folder.resolve("run");
            Folders.empty(run);
            try (Installation installation = new Installation(run, new RuleSet(rules));
                    EventSource source = new EventSource(installation, new RuleSet(rules))) {
                double rate = backlog(installation, source, rules);
                table.row("events/s through ingest, " + Numbers.of(rules) + " rules", Numbers.of(rate), "–");
                if (rules == ruleCounts.getFirst()) {
                    double raw = rawLoop(installation);
                    table.row("events/s through the raw transactional loop", Numbers.of(raw), "–");
                    table.row("ingest next to the raw loop", Numbers.percent(rate / raw), "≥ 80 %");
                }
            } finally {
                Folders.delete(run);
            }
        }
        delivered(ruleCounts.getFirst());
    }

    /** Heard of once, so that it reads from there on; then the events; then as fast as it can, and then at a pace. */
    private double backlog(Installation installation, EventSource source, int rules)
            throws IOException, InterruptedException {
        try (Installation.Instances first = installation.ingest(rules + "-first")) {
            first.stop();
        }
        source.atOnce(events);
        try (Installation.Instances ingest = installation.ingest(Integer.toString(rules))) {
            double rate = new TopicTimes(installation.bootstrapServers(), REQUESTS).perSecond(events, PATIENCE);
            console.say("  " + Numbers.of(rate) + " events/s");
            if (rules == ruleCounts.getFirst()) {
                paced(installation, source);
            }
            ingest.stop();
            return rate;
        }
    }

    private void paced(Installation installation, EventSource source) throws InterruptedException {
        int first = source.published();
        int count = PACE * pacedSeconds;
        AtomicLongArray publishedAt = new AtomicLongArray(first + 2 * count);
        AtomicLongArray seenAt = new AtomicLongArray(first + 2 * count);
        try (RequestWatch _ = new RequestWatch(installation.bootstrapServers(), REQUESTS, seenAt)) {
            source.evenly(PACE, pacedSeconds / 3, publishedAt);
            int counted = source.published();
            source.evenly(PACE, pacedSeconds, publishedAt);
            Thread.sleep(2_000);
            double[] took = RequestWatch.milliseconds(publishedAt, seenAt, counted, source.published());
            took("event published to request read by a worker's consumer", took, "–");
        }
    }

    /**
     * Ingest, a worker and a stand-in for a provider, at a pace. What they had at once before leaves compilers busy, and
     * receipts that are still on their way; both are over when the last part begins, and the first one shows what they cost.
     */
    private void delivered(int rules) throws IOException, InterruptedException {
        console.say("To the provider...");
        Path run = folder.resolve("run");
        Folders.empty(run);
        RuleSet rulesOfAll = new RuleSet(rules);
        try (Installation installation = new Installation(run, rulesOfAll);
                Installation.Instances ingest = installation.ingest("delivered");
                TextDelivery delivery = new TextDelivery(installation, run.resolve("provider"));
                EventSource source = new EventSource(installation, rulesOfAll)) {
            source.atOnce(WARM);
            delivery.await(WARM, PATIENCE);
            int warming = WARMING * pacedSeconds;
            AtomicLongArray publishedAt = new AtomicLongArray(WARM + PACE * (warming + pacedSeconds));
            console.say("  at a pace, for " + (warming + pacedSeconds) + " s...");
            source.evenly(PACE, warming, publishedAt);
            source.evenly(PACE, pacedSeconds, publishedAt);
            delivery.await(source.published(), PATIENCE);
            AtomicLongArray takenAt = delivery.takenAt(source.published());
            String way = "event published to text taken by the provider";
            int part = PACE * pacedSeconds;
            took(way + ", the first " + pacedSeconds + " s after " + Numbers.of(WARM) + " at once",
                    RequestWatch.milliseconds(publishedAt, takenAt, WARM, WARM + part), "–");
            took(way + ", after " + warming + " s", RequestWatch.milliseconds(publishedAt, takenAt,
                    source.published() - part, source.published()), "p50 ≤ 60 ms, p99 ≤ 150 ms");
            ingest.stop();
        } finally {
            Folders.delete(run);
        }
    }

    private void took(String what, double[] milliseconds, String aim) {
        String found = "p50 " + Numbers.of(milliseconds[milliseconds.length / 2]) + " ms, p99 "
                + Numbers.of(milliseconds[(int) (milliseconds.length * 0.99)]) + " ms";
        console.say("  " + what + ", at " + Numbers.of(PACE) + " events/s: " + found);
        table.row(what + ", at " + Numbers.of(PACE) + " events/s", found, aim);
    }

    private double rawLoop(Installation installation) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(installation.bootstrapServers(),
                Installation.TOPICS.caseEvents(), Integer.toString(Installation.AT_WORK), COPY));
        List<NewTopic> copies = new ArrayList<>();
        for (String topic : OUTPUTS) {
            copies.add(new NewTopic(COPY + topic, Installation.PARTITIONS, (short) 1)
                    .configs(java.util.Map.of("message.timestamp.type", "LogAppendTime")));
            arguments.add(topic);
        }
        installation.createTopics(copies);
        console.say("  the raw loop...");
        try (ChildProcess loop = installation.start(RawLoopMain.class, arguments)) {
            double rate = new TopicTimes(installation.bootstrapServers(), COPY + REQUESTS).perSecond(events, PATIENCE);
            loop.kill();
            return rate;
        }
    }
}
