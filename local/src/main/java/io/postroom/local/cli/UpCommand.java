package io.postroom.local.cli;

import io.postroom.local.LocalPlatform;
import io.postroom.local.PlatformOptions;
import io.postroom.local.event.EventFile;
import io.postroom.local.event.Publisher;
import io.postroom.local.staff.StaffPages;
import io.postroom.rules.RuleBook;
import io.postroom.schemas.v1.CaseEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Starts everything, publishes the examples' events, and shows what becomes of them. */
final class UpCommand {
    static final List<String> FLAGS = List.of("--once", "--keep", "--no-examples");
    static final List<String> VALUES = List.of("--rules", "--data", "--broker-port", "--registry-port", "--smsc-port",
            "--mail-port", "--bounces-port", "--print-port", "--inbox-port", "--staff-port");
    private static final int STAFF_PORT = 18090;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long NEWS_MILLIS = 500;

    private final Console console;
    private final Instant started = Instant.now();

    UpCommand(Console console) {
        this.console = console;
    }

    int run(Arguments arguments) {
        if (!arguments.words().isEmpty()) {
            throw new MisuseException("'up' takes options only.");
        }
        Path data = DataFolders.of(arguments);
        if (RunningSystem.runs(data)) {
            throw new IllegalStateException("A system runs already with the data folder " + data
                    + ". Stop it, or give this one another folder with --data.");
        }
        PlatformOptions options = options(arguments, data);
        // Ingest would refuse them too, but only after everything else has started.
        RuleBook.load(options.rulesFolder()).warnings().forEach(warning -> console.say("warning: " + warning));
        List<CaseEvent> events = arguments.has("--no-examples")
                ? List.of()
                : samples(options.rulesFolder(), arguments.has("--keep"));
        Stopping stopping = Stopping.onShutdown();
        try (LocalPlatform platform = LocalPlatform.start(options, this::progress)) {
            stopping.interruptsThisThread();
            return show(arguments, platform, events);
        } catch (InterruptedException e) {
            console.say("Stopping.");
            return Main.OK;
        } finally {
            RunningSystem.forget(data);
            stopping.done();
        }
    }

    private int show(Arguments arguments, LocalPlatform platform, List<CaseEvent> events)
            throws InterruptedException {
        Deliveries deliveries = new Deliveries();
        Map<String, Instant> publishedAt = new ConcurrentHashMap<>();
        Table table = new Table(platform.outside().ledger(), publishedAt);
        try (Follower follower = Follower.start(platform.bootstrapServers(), platform.registryUrl(),
                platform.options().topics(), record -> {
                    deliveries.hear(record);
                    ServiceNames.note(record, platform);
                })) {
            new RunningSystem(ProcessHandle.current().pid(), platform.bootstrapServers(), platform.registryUrl(),
                    platform.outside().inbox().toString(), platform.options().topics().prefix())
                    .write(platform.options().dataFolder());
            progress("Ready. What people receive shows at " + platform.outside().inbox());
            publish(platform, events, publishedAt);
            Set<String> ids = new HashSet<>(publishedAt.keySet());
            Set<Delivery> shown = new HashSet<>();
            console.say("\n" + Table.head());
            boolean allDelivered = follow(deliveries, ids, table, shown);
            summary(platform, ids.size(), deliveries, allDelivered);
            if (arguments.has("--once")) {
                return allDelivered ? Main.OK : Main.FAILED;
            }
            // After the table, which they would only keep waiting.
            try (StaffPages staff = staff(arguments, platform)) {
                console.say("Open " + platform.outside().inbox() + " to read them, and " + staff.address()
                        + " to look them up and to send one yourself. Ctrl-C stops everything.");
                while (true) {
                    deliveries.awaitNews(NEWS_MILLIS);
                    show(deliveries, table, shown);
                }
            }
        }
    }

    private static StaffPages staff(Arguments arguments, LocalPlatform platform) {
        PlatformOptions options = platform.options();
        return StaffPages.start(new StaffPages.Surroundings(platform.bootstrapServers(), platform.registryUrl(),
                options.topics().prefix(), options.rulesFolder(), platform.keySecretFile(), options.dataFolder(),
                options.keepData(), arguments.port("--staff-port", STAFF_PORT)));
    }

    private boolean follow(Deliveries deliveries, Set<String> events, Table table, Set<Delivery> shown)
            throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!deliveries.over(events) && Instant.now().isBefore(end)) {
            deliveries.awaitNews(NEWS_MILLIS);
            show(deliveries, table, shown);
        }
        show(deliveries, table, shown);
        List<Delivery> all = deliveries.all();
        all.stream().filter(delivery -> !delivery.isSettled()).forEach(delivery -> console.say(table.line(delivery)));
        long undecided = deliveries.undecided(events);
        if (undecided > 0) {
            console.say("%d of %d events led to nothing so far.".formatted(undecided, events.size()));
        }
        return deliveries.over(events) && all.stream().allMatch(Delivery::isDelivered);
    }

    private void show(Deliveries deliveries, Table table, Set<Delivery> shown) {
        for (Delivery delivery : deliveries.all()) {
            if (delivery.isSettled() && shown.add(delivery)) {
                console.say(table.line(delivery));
            }
        }
    }

    private void summary(LocalPlatform platform, int events, Deliveries deliveries, boolean allDelivered) {
        List<Delivery> all = deliveries.all();
        long delivered = all.stream().filter(Delivery::isDelivered).count();
        console.say("\n%d events, %d messages, %d delivered, %.1f s since the start.".formatted(events, all.size(),
                delivered, Duration.between(started, Instant.now()).toMillis() / 1_000.0));
        if (!allDelivered) {
            console.say("Not everything was delivered. The logs are in " + platform.options().dataFolder() + ".");
        }
    }

    private static void publish(LocalPlatform platform, List<CaseEvent> events, Map<String, Instant> publishedAt) {
        try (Publisher publisher = new Publisher(platform.bootstrapServers(), platform.registryUrl())) {
            List<Future<?>> published = new ArrayList<>();
            String topic = platform.options().topics().caseEvents();
            for (CaseEvent event : events) {
                publishedAt.put(event.getId(), Instant.now());
                published.add(publisher.publish(topic, event.getId(), event));
            }
            published.forEach(Publisher::await);
        }
    }

    /** The sample events, as if they happened now. With kept data they are new events, or nothing would be sent. */
    private List<CaseEvent> samples(Path rules, boolean renamed) {
        String suffix = renamed ? "-" + started.toEpochMilli() : "";
        try (Stream<Path> files = Files.find(rules, 3, (path, attributes) -> path.toString().endsWith(".json")
                && path.resolveSibling("").endsWith("events"))) {
            return files.sorted().flatMap(file -> EventFile.caseEvents(file).stream())
                    .map(event -> CaseEvent.newBuilder(event).setId(event.getId() + suffix).setTime(started).build())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The sample events in " + rules + " cannot be read.", e);
        }
    }

    private static PlatformOptions options(Arguments arguments, Path data) {
        PlatformOptions.Ports defaults = PlatformOptions.Ports.DEFAULT;
        PlatformOptions.Ports ports = new PlatformOptions.Ports(
                arguments.port("--broker-port", defaults.broker()),
                arguments.port("--registry-port", defaults.registry()),
                arguments.port("--smsc-port", defaults.smsc()), arguments.port("--mail-port", defaults.mail()),
                arguments.port("--bounces-port", defaults.bounces()), arguments.port("--print-port", defaults.print()),
                arguments.port("--inbox-port", defaults.inbox()));
        Path rules = DataFolders.rules(arguments);
        if (!Files.isDirectory(rules)) {
            throw new IllegalArgumentException("There is no folder " + rules + " with rule sets.");
        }
        return PlatformOptions.everything(data, rules).withPorts(ports).withKeptData(arguments.has("--keep"));
    }

    private void progress(String sentence) {
        console.say("[%5.1f s] %s".formatted(Duration.between(started, Instant.now()).toMillis() / 1_000.0, sentence));
    }
}
