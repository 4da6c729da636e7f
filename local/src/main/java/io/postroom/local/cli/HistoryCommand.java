package io.postroom.local.cli;

import io.postroom.ingestservice.history.HistoryTool;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Dry runs and replays, on the running system unless another cluster is named. */
final class HistoryCommand {
    private static final Set<String> COMMANDS = Set.of("dry-run", "replay");
    private static final String BROKERS = "--bootstrap-servers";
    private static final String DATA = "--data";

    private final Clock clock;

    HistoryCommand(Clock clock) {
        this.clock = clock;
    }

    /** Whether what is asked of the rules is one of these. */
    static boolean is(List<String> arguments) {
        return !arguments.isEmpty() && COMMANDS.contains(arguments.getFirst());
    }

    int run(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        Path folder = dataFolder(all);
        if (!all.contains(BROKERS) && !all.contains("--help")) {
            RunningSystem running = RunningSystem.find(folder);
            all.addAll(List.of(BROKERS, running.bootstrapServers(), "--registry", running.registryUrl(), "--prefix",
                    running.prefix()));
        }
        return HistoryTool.run(all, clock, new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    }

    private static Path dataFolder(List<String> arguments) {
        int at = arguments.indexOf(DATA);
        if (at < 0) {
            return DataFolders.standard();
        }
        arguments.remove(at);
        if (at == arguments.size()) {
            throw new MisuseException("The option --data needs a value.");
        }
        return Path.of(arguments.remove(at));
    }
}
