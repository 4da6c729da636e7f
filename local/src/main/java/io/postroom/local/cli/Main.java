package io.postroom.local.cli;

import io.postroom.rules.InvalidRuleBookException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** What {@code ./postroom} runs. */
public final class Main {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int MISUSED = 2;

    private Main() {}

    /** The command and its arguments. */
    public static void main(String[] arguments) {
        placeLog(List.of(arguments));
        Console console = new Console(System.out, System.err);
        System.exit(run(List.of(arguments), console));
    }

    /** Before anything logs: the log of a run lies with its data, that of a short command nowhere. */
    private static void placeLog(List<String> arguments) {
        boolean up = !arguments.isEmpty() && arguments.getFirst().equals("up");
        int data = arguments.indexOf("--data");
        Path folder = up && data >= 0 && data + 1 < arguments.size()
                ? Path.of(arguments.get(data + 1))
                : DataFolders.standard();
        // Tomcat and others log to java.util.logging, which would go to the terminal.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        System.setProperty("postroom.log", (up ? folder.resolve("postroom.log") : Path.of("/dev/null")).toString());
        SLF4JBridgeHandler.install();
    }

    static int run(List<String> arguments, Console console) {
        try {
            String command = arguments.isEmpty() ? "help" : arguments.getFirst();
            List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
            return switch (command) {
                case "up" -> new UpCommand(console).run(Arguments.of(rest, UpCommand.FLAGS, UpCommand.VALUES));
                case "publish" ->
                    new PublishCommand(console).run(Arguments.of(rest, List.of(), PublishCommand.VALUES));
                case "rules" -> HistoryCommand.is(rest)
                        ? new HistoryCommand(Clock.systemUTC()).run(rest)
                        : new RulesCommand(console, Clock.systemUTC())
                                .run(Arguments.of(rest, List.of(), RulesCommand.VALUES));
                case "brake" -> new BrakeCommand(console, Clock.systemUTC())
                        .run(Arguments.of(rest, List.of(), BrakeCommand.VALUES));
                case "topics" ->
                    new ProvisionCommand(console).topics(Arguments.of(rest, List.of(), ProvisionCommand.VALUES));
                case "schemas" ->
                    new ProvisionCommand(console).schemas(Arguments.of(rest, List.of(), ProvisionCommand.VALUES));
                case "ready" -> new ReadyCommand(console).run(Arguments.of(rest, List.of(), List.of()));
                case "dead-letters" -> new DeadLettersCommand(Clock.systemUTC()).run(rest);
                case "help", "--help", "-h" -> {
                    console.say(Help.TEXT);
                    yield OK;
                }
                default -> throw new MisuseException("There is no command '" + command + "'.");
            };
        } catch (MisuseException e) {
            console.complain(e.getMessage() + "\n\n" + Help.TEXT);
            return MISUSED;
        } catch (InvalidRuleBookException | IllegalArgumentException | IllegalStateException
                | UncheckedIOException e) {
            console.complain(String.valueOf(e.getMessage()));
            return FAILED;
        }
    }
}
