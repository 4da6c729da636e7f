package io.postroom.benchmarks.engine;

import io.postroom.benchmarks.broker.BenchBroker;
import io.postroom.benchmarks.process.Folders;
import io.postroom.benchmarks.report.BenchmarkException;
import io.postroom.benchmarks.report.Console;
import io.postroom.benchmarks.report.Numbers;
import io.postroom.benchmarks.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;

/** {@code ./postroom bench engine}: the delivery engine next to its peers. */
public final class EngineBench {
    private static final String STEADY_TOPIC = "steady";
    private static final String NONE_TOPIC = "none";

    private final Console console;
    private final Durations durations;
    private final Path folder;
    private final List<Engine> engines;
    private final Tables tables = new Tables();

    private EngineBench(Console console, Durations durations, Path folder, List<Engine> engines) {
        this.console = console;
        this.durations = durations;
        this.folder = folder;
        this.engines = engines;
    }

    /**
     * Runs it all.
     *
     * @param only names of the engines that take part; all of them if there is none
     */
    public static Report run(Console console, boolean quick, List<String> only, Path folder) {
        List<Engine> engines = List.of(Engine.values()).stream()
                .filter(engine -> only.isEmpty() || only.contains(engine.name().toLowerCase(java.util.Locale.ROOT)))
                .toList();
        if (engines.isEmpty()) {
            throw new BenchmarkException("None of " + only + " is an engine; there are "
                    + List.of(Engine.values()).toString().toLowerCase(java.util.Locale.ROOT) + ".");
        }
        return new EngineBench(console, quick ? Durations.QUICK : Durations.FULL, folder, engines)
                .report(quick, only);
    }

    private Report report(boolean quick, List<String> only) {
        LocalDateTime began = LocalDateTime.now();
        Folders.empty(folder);
        // Ctrl-C ends the children by itself; what they wrote is a gigabyte or two.
        Thread tidy = Thread.ofPlatform().unstarted(() -> Folders.delete(folder.resolve("broker")));
        Runtime.getRuntime().addShutdownHook(tidy);
        console.say("Starting a broker...");
        try (BenchBroker broker = new BenchBroker(folder.resolve("broker"))) {
            measure(broker);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be used.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted.", e);
        } finally {
            Folders.delete(folder.resolve("broker"));
        }
        return written(began, "./postroom bench engine" + (quick ? " --quick" : "")
                + (only.isEmpty() ? "" : " " + String.join(" ", only)));
    }

    private void measure(BenchBroker broker) throws IOException, InterruptedException {
        int steadyMessages = (int) (Load.STEADY.perSecond(Run.IN_FLIGHT)
                * (durations.steadyWarm() + durations.steady() + 6));
        console.say("Publishing " + Numbers.of(steadyMessages + durations.noneMessages()) + " messages...");
        publish(broker, STEADY_TOPIC, steadyMessages);
        publish(broker, NONE_TOPIC, durations.noneMessages());
        FirstReader.read(broker.bootstrapServers(), NONE_TOPIC);
        Runs runs = new Runs(broker, durations, folder);
        for (Engine engine : engines) {
            console.say(engine.words());
            LedgerReading.Speed none = runs.none(engine, NONE_TOPIC, durations.noneMessages());
            tables.add(engine, none);
            console.say("  " + Load.NONE.words() + ": " + Numbers.of(none.perSecond()) + "/s");
            Findings.Steady steady = runs.steady(engine, STEADY_TOPIC, steadyMessages);
            tables.add(engine, steady);
            console.say("  " + Load.STEADY.words() + ": " + Numbers.of(steady.saturated().perSecond()) + "/s, "
                    + Tables.share(steady.saturated()) + " of the bound");
            Findings.Jitter jitter = runs.jitter(engine);
            tables.add(engine, jitter);
            console.say("  " + Load.JITTER.words() + ": " + Numbers.of(jitter.saturated().perSecond()) + "/s, "
                    + Tables.share(jitter.saturated()) + " of the bound");
        }
    }

    private static void publish(BenchBroker broker, String topic, int messages) {
        broker.createTopic(topic, Run.PARTITIONS);
        try (Publisher publisher = new Publisher(broker.bootstrapServers(), topic)) {
            publisher.atOnce(messages);
        }
    }

    private Report written(LocalDateTime began, String command) {
        double bound = Load.JITTER.perSecond(Run.IN_FLIGHT);
        return new Report("The delivery engine next to its peers", command, began)
                .paragraph("A provider that takes " + Load.JITTER.words() + ", " + Numbers.of(Run.IN_FLIGHT)
                        + " in flight: Little's law allows " + Numbers.of(bound) + " messages/s; full load is "
                        + Numbers.of(bound * Runs.FULL_LOAD) + "/s.")
                .table(tables.jitter())
                .paragraph("A provider that takes " + Load.STEADY.words() + ", " + Numbers.of(Run.IN_FLIGHT)
                        + " in flight: Little's law allows " + Numbers.of(Load.STEADY.perSecond(Run.IN_FLIGHT))
                        + " messages/s.")
                .table(tables.steady())
                .paragraph("A provider that answers at once: what the engine itself costs.").table(tables.none());
    }
}
