package io.postroom.local.cli;

import io.postroom.ingestservice.deadletters.DeadLettersTool;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The dead-letter tool, told of the running system unless other brokers are named. */
final class DeadLettersCommand {
    private static final String BROKERS = "--bootstrap-servers";
    private static final String DATA = "--data";

    private final Clock clock;

    DeadLettersCommand(Clock clock) {
        this.clock = clock;
    }

    int run(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        Path folder = dataFolder(all);
        boolean asksForHelp = all.isEmpty() || all.contains("--help") || all.contains("-h");
        if (!asksForHelp && !all.contains(BROKERS)) {
            RunningSystem running = RunningSystem.find(folder);
            all.addAll(List.of(BROKERS, running.bootstrapServers(), "--registry", running.registryUrl()));
        }
        return DeadLettersTool.run(all, clock, new PrintWriter(System.out, true, StandardCharsets.UTF_8),
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
