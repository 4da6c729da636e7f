package io.postroom.ingestservice.deadletters;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.postroom.ingestservice.waiting.Patience;
import io.postroom.ingestservice.waiting.StoppedWaitingException;
import io.postroom.ingestservice.waiting.Waits;
import io.postroom.ingestservice.wire.AvroDecoder;
import io.postroom.ingestservice.wire.RegistrySchemas;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What an operator does with dead letters: {@code list}, {@code show}, {@code redrive}, {@code discard}. Ends with 0 when
 * it did what was asked, 1 when it could not, 2 when it was asked wrongly.
 */
@Command(name = "dead-letters", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND", description = "Shows and settles what Postroom could not process.")
public final class DeadLettersTool {
    private final Clock clock;
    private final Screen screen;

    private DeadLettersTool(Clock clock, Screen screen) {
        this.clock = clock;
        this.screen = screen;
    }

    /** Runs one command from the container image. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), Clock.systemUTC(), new PrintWriter(System.out, true),
                new PrintWriter(System.err, true)));
    }

    /** Runs one command. */
    public static int run(List<String> arguments, Clock clock, PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(new DeadLettersTool(clock, new Screen(out, err))).setOut(out).setErr(err);
        line.registerConverter(LetterId.class, LetterId::parse);
        line.registerConverter(Instant.class, Instant::parse);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            err.println(failure instanceof StoppedWaitingException
                    ? "The schema registry does not answer. Nothing was sent."
                    : failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line.execute(arguments.toArray(String[]::new));
    }

    @Command(description = "Lists the letters that wait, the oldest first.", mixinStandardHelpOptions = true)
    int list(@Mixin Cluster cluster, @Mixin Choice choice) {
        screen.say(LetterText.list(chosen(new DeadLetterTopics(cluster.client()), choice.filter())));
        return CommandLine.ExitCode.OK;
    }

    @Command(description = "Shows letters with all that is known of them.", mixinStandardHelpOptions = true)
    int show(@Mixin Cluster cluster, @Mixin Choice choice,
            @Option(names = "--reveal", description = "key and value too: personal data") boolean reveal) {
        DeadLetterTopics topics = new DeadLetterTopics(cluster.client());
        List<LetterId> letters = chosen(topics, choice.filter()).stream().map(DeadLetter::id).toList();
        topics.contents(letters, record -> screen.say(LetterText.show(record, reveal) + System.lineSeparator()));
        return letters.isEmpty() ? screen.nothing() : CommandLine.ExitCode.OK;
    }

    @Command(description = "Sends letters again to where they stood, with the same key, value and ids.", mixinStandardHelpOptions = true)
    int redrive(@Mixin Cluster cluster, @Mixin Choice choice, @Mixin Intent intent,
            @Option(names = "--may-double", description = "also those of which nobody knows whether they were delivered") boolean mayDouble)
            throws IOException {
        Map<String, Object> client = cluster.client();
        DeadLetterTopics topics = new DeadLetterTopics(client);
        DeadLetterDesk desk = new DeadLetterDesk(client, topics, clock);
        List<DeadLetter> chosen = chosen(topics, choice.filter());
        List<DeadLetter> letters = withoutFallenBack(cluster, topics, chosen);
        if (letters.isEmpty() && !chosen.isEmpty()) {
            screen.complain("Nothing was sent. Put away with 'discard' what is not needed any more.");
            return CommandLine.ExitCode.SOFTWARE;
        }
        List<String> obstacles = desk.obstacles(letters, mayDouble);
        obstacles.forEach(screen::complain);
        if (!obstacles.isEmpty()) {
            screen.complain("Nothing was sent. Choose with --topic, --reason or --letter those that can be.");
            return CommandLine.ExitCode.SOFTWARE;
        }
        return settle("sent again", letters, choice, intent, () -> desk.redrive(letters, intent.why()));
    }

    @Command(description = "Puts letters away for good; what they asked for is never done.", mixinStandardHelpOptions = true)
    int discard(@Mixin Cluster cluster, @Mixin Choice choice, @Mixin Intent intent) {
        Map<String, Object> client = cluster.client();
        DeadLetterTopics topics = new DeadLetterTopics(client);
        DeadLetterDesk desk = new DeadLetterDesk(client, topics, clock);
        List<DeadLetter> letters = chosen(topics, choice.filter());
        return settle("discarded", letters, choice, intent, () -> desk.discard(letters, intent.why()));
    }

    private List<DeadLetter> withoutFallenBack(Cluster cluster, DeadLetterTopics topics, List<DeadLetter> letters)
            throws IOException {
        List<DeadLetter> candidates = FallenBack.candidates(letters);
        if (candidates.isEmpty()) {
            return letters;
        }
        try (SchemaRegistryClient registry = cluster.registry()) {
            if (registry == null) {
                throw new IllegalArgumentException(
                        ("The attempts of %d of these letters were spent. Say --registry URL:"
                                + " whether another channel stands in for them is written in the requests. Nothing was sent.")
                                .formatted(candidates.size()));
            }
            Patience impatient = new Patience(new Waits(), time -> false, clock);
            Map<LetterId, String> fallen = new FallenBack(topics,
                    new AvroDecoder(new RegistrySchemas(registry, impatient))).among(candidates);
            fallen.forEach((letter, why) -> screen.complain(letter + " is left out: " + why));
            return letters.stream().filter(letter -> !fallen.containsKey(letter.id())).toList();
        }
    }

    private static List<DeadLetter> chosen(DeadLetterTopics topics, LetterFilter filter) {
        return topics.open().stream().filter(filter).toList();
    }

    private int settle(String done, List<DeadLetter> letters, Choice choice, Intent intent,
            IntSupplier settling) {
        if (letters.isEmpty()) {
            return screen.nothing();
        }
        if (!choice.filter().isNarrow()) {
            screen.complain("Say which of the %d letters: --topic, --reason or --letter.".formatted(letters.size()));
            return CommandLine.ExitCode.USAGE;
        }
        if (intent.isDryRun()) {
            screen.say(LetterText.list(letters));
            screen.say("A dry run: these would be %s.".formatted(done));
            return CommandLine.ExitCode.OK;
        }
        screen.say("%d letters were %s.".formatted(settling.getAsInt(), done));
        return CommandLine.ExitCode.OK;
    }

    /** Where a command writes. */
    private record Screen(PrintWriter out, PrintWriter err) {
        void say(String text) {
            out.println(text);
        }

        void complain(String text) {
            err.println(text);
        }

        int nothing() {
            complain("No dead letter waits that is one of these.");
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    /** Whether it is meant, and why. */
    static final class Intent {
        @Option(names = "--why", paramLabel = "TEXT", required = true, description = "the reason, kept beside the letter; no personal data")
        private String why = "";

        @Option(names = "--dry-run", description = "say what would be done, and do nothing")
        private boolean dryRun;

        String why() {
            return why;
        }

        boolean isDryRun() {
            return dryRun;
        }
    }
}
