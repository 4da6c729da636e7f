package io.postroom.benchmarks;

import io.postroom.benchmarks.content.ContentBench;
import io.postroom.benchmarks.engine.EngineBench;
import io.postroom.benchmarks.ingest.HeldBench;
import io.postroom.benchmarks.ingest.IngestBench;
import io.postroom.benchmarks.report.BenchmarkException;
import io.postroom.benchmarks.report.Console;
import io.postroom.benchmarks.report.Report;
import java.nio.file.Path;
import java.util.List;

/** What {@code ./postroom bench} runs. */
public final class Main {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final String QUICK = "--quick";
    private static final String HELD = "--held";

    private Main() {}

    /** What to measure, and options. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), new Console(System.out)));
    }

    private static int run(List<String> arguments, Console console) {
        List<String> names = arguments.stream().filter(argument -> !List.of(QUICK, HELD).contains(argument)).toList();
        boolean quick = arguments.contains(QUICK);
        if (names.isEmpty()) {
            return misused(console);
        }
        List<String> only = names.subList(1, names.size());
        Path folder = Path.of(System.getProperty("postroom.bench.folder", "target/bench")).resolve(names.getFirst());
        try {
            return switch (names.getFirst()) {
                case "engine" -> show(EngineBench.run(console, quick, only, folder), console, folder);
                case "ingest" -> arguments.contains(HELD)
                        ? show(HeldBench.run(console, quick, folder.resolveSibling("held")), console,
                                folder.resolveSibling("held"))
                        : show(IngestBench.run(console, quick, only, folder), console, folder);
                case "content" -> show(ContentBench.run(console, quick, folder), console, folder);
                default -> misused(console);
            };
        } catch (BenchmarkException e) {
            console.say(String.valueOf(e.getMessage()));
            return FAILED;
        }
    }

    private static int show(Report report, Console console, Path folder) {
        Path file = folder.resolveSibling(folder.getFileName() + ".md");
        report.writeTo(file);
        console.say("\n" + report + "\nWritten to " + file);
        return OK;
    }

    private static int misused(Console console) {
        console.say("./postroom bench content    what a message costs before it is sent; ~5 minutes\n"
                + "./postroom bench engine     the delivery engine next to its peers; ~15 minutes\n"
                + "    NAME...                 only these: postroom parallel_consumer spring_async spring_batch share_group\n"
                + "./postroom bench ingest     events to requests, next to a loop that only copies; ~6 minutes\n"
                + "    N...                    only with so many rules: 50 500 5000\n"
                + "    --held                  instead: a million messages that wait; ~12 minutes\n"
                + "    --quick                 a first look in a fraction of the time");
        return MISUSED;
    }
}
