package io.postroom.ingestservice.history;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.postroom.ingestservice.history.Forecast.Message;
import io.postroom.ingestservice.waiting.Patience;
import io.postroom.ingestservice.waiting.StoppedWaitingException;
import io.postroom.ingestservice.waiting.Waits;
import io.postroom.ingestservice.wire.AvroDecoder;
import io.postroom.ingestservice.wire.RegistrySchemas;
import io.postroom.rules.RuleBook;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What an author of rules asks the past: {@code dry-run}, what rules would make of events that came, next to what was made;
 * {@code replay}, to send what is missing. Ends with 0 when it did what was asked, 1 when it could not, 2 when it was asked wrongly.
 */
@Command(name = "rules", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND", description = "Looks at real events with a folder of rules.")
public final class HistoryTool {
    private static final int TRIES = 5;

    private final Clock clock;
    private final PrintWriter out;
    private final PrintWriter err;

    private HistoryTool(Clock clock, PrintWriter out, PrintWriter err) {
        this.clock = clock;
        this.out = out;
        this.err = err;
    }

    /** Runs one command from the container image. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), Clock.systemUTC(), new PrintWriter(System.out, true),
                new PrintWriter(System.err, true)));
    }

    /** Runs one command. */
    public static int run(List<String> arguments, Clock clock, PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(new HistoryTool(clock, out, err)).setOut(out).setErr(err);
        line.registerConverter(Position.class, Position::parse);
        line.registerConverter(Duration.class, text -> Duration.parse((text.endsWith("d") ? "P" : "PT") + text));
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            err.println(failure instanceof StoppedWaitingException
                    ? "The schema registry does not answer."
                    : failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line.execute(arguments.toArray(String[]::new));
    }

    @Command(name = "dry-run", mixinStandardHelpOptions = true, description = "Says what rules would send because of the events of a range, next to what was sent. Writes nothing.")
    int dryRun(@Parameters(paramLabel = "DIR", description = "the folder of rule sets") Path folder,
            @Mixin Connection connection, @Mixin Range range,
            @Option(names = "--all", description = "list what is the same, too") boolean all) {
        return looking(folder, connection, range, looking -> {
            Forecast forecast = looking.forecast(EventPlace::at);
            Comparison comparison = new Comparison(forecast, looking.past(forecast));
            comparison.lines().forEach(out::println);
            if (all) {
                comparison.sameLines().forEach(out::println);
            }
            out.println(looking.summary(forecast, looking.topics()));
            out.println("%d messages would be sent: %s"
                    .formatted(forecast.messages().size(), comparison.summary()));
            return CommandLine.ExitCode.OK;
        });
    }

    @Command(mixinStandardHelpOptions = true, description = "Sends what events of a range have not made yet, with the same ids. Says first what that is; sends with --send alone.")
    int replay(@Parameters(paramLabel = "DIR", description = "the folder of rule sets that ingest runs") Path folder,
            @Mixin Connection connection, @Mixin Range range, @Mixin Intent intent) {
        return looking(folder, connection, range, looking -> {
            Instant now = clock.instant();
            Forecast forecast = looking.forecast(place -> now);
            Comparison comparison = new Comparison(forecast, looking.past(forecast));
            return replay(connection, looking, intent, comparison, now);
        });
    }

    private int replay(Connection connection, Looking looking, Intent intent, Comparison comparison, Instant now) {
        Set<EventPlace> wanted = comparison.fresh().stream().map(Message::event)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        comparison.fresh().forEach(message -> out.println("%-6s %-32s %-12s %-26s event %s".formatted(
                message.channel().wireName(), message.service() + "/" + message.rule(), message.role(), message.to(),
                message.event())));
        out.println("%d messages of %d events are missing.".formatted(comparison.fresh().size(), wanted.size()));
        if (wanted.isEmpty()) {
            return CommandLine.ExitCode.OK;
        }
        List<String> obstacles = new Obstacles(looking, wanted).find();
        Instant remembered = now.minus(intent.memory);
        long forgotten = wanted.stream().filter(place -> place.at().isBefore(remembered)).count();
        long twice = comparison.again().stream().map(Message::event).filter(wanted::contains)
                .filter(place -> place.at().isBefore(remembered)).count();
        if (forgotten > 0) {
            err.println(
                    ("%d of these events came before %s and may not be remembered any more: publishing them again sends"
                            + " all that they make, %d messages a second time.")
                            .formatted(forgotten, remembered, twice));
            if (!intent.force) {
                err.println("Say --force if that is meant, or begin later with --from.");
                return CommandLine.ExitCode.SOFTWARE;
            }
        }
        obstacles.forEach(err::println);
        if (!obstacles.isEmpty()) {
            err.println("Nothing was sent.");
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (!intent.send) {
            out.println("Nothing was sent. Say --send --why TEXT to send it.");
            return CommandLine.ExitCode.OK;
        }
        if (intent.why.isBlank()) {
            err.println("Say why with --why TEXT; it is kept beside each event.");
            return CommandLine.ExitCode.USAGE;
        }
        out.println("%d events were published again; ingest makes of them what is missing."
                .formatted(new Repeating(connection.client(), intent.why).publish(looking, wanted)));
        return CommandLine.ExitCode.OK;
    }

    private int looking(Path folder, Connection connection, Range range, ToIntFunction<Looking> use) {
        RuleBook rules = RuleBook.load(folder);
        int[] tries = {TRIES};
        Patience patience = new Patience(new Waits(), time -> {
            LockSupport.parkNanos(time.toNanos());
            return --tries[0] > 0;
        }, clock);
        try (SchemaRegistryClient registry = connection.registry();
                TopicReader reader = new TopicReader(connection.client(), new Progress(err, clock))) {
            return use.applyAsInt(new Looking(reader, new AvroDecoder(new RegistrySchemas(registry, patience)), rules,
                    connection.topics(), range));
        } catch (IOException e) {
            throw new UncheckedIOException("The client of the registry could not be closed.", e);
        }
    }

    /** Whether it is meant, and why. */
    static final class Intent {
        @Option(names = "--send", description = "send it; without, nothing is written")
        private boolean send;

        @Option(names = "--why", paramLabel = "TEXT", defaultValue = "", description = "the reason, kept beside each event; no personal data")
        private String why = "";

        @Option(names = "--force", description = "also events that ingest may not remember any more")
        private boolean force;

        @Option(names = "--memory", paramLabel = "TIME", defaultValue = "7d", description = "for how long ingest remembers (postroom.ingest.memory), such as 7d or 12h; default ${DEFAULT-VALUE}")
        private Duration memory = Duration.ofDays(7);
    }

    /** What cannot be published again as the event that it is. */
    private record Obstacles(Looking looking, Set<EventPlace> wanted) {
        List<String> find() {
            Set<String> topics = new TreeSet<>();
            looking.records("looking at what would be sent", record -> {
                if (wanted.contains(EventPlace.of(record)) && looking.belongsToItsPlace(record)) {
                    topics.add(record.topic());
                }
            });
            return topics.stream().map(topic -> "Events on " + topic + " have no id or no time of their own: their"
                    + " mapping takes it from the record's place. Published again they would be other events, and everything"
                    + " would be sent a second time. Choose other topics with --topic.").toList();
        }
    }
}
