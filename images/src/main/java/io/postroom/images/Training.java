package io.postroom.images;

import io.postroom.local.LocalPlatform;
import io.postroom.local.PlatformOptions;
import io.postroom.local.Service;
import io.postroom.local.event.EventFile;
import io.postroom.local.event.Publisher;
import io.postroom.local.process.Ports;
import io.postroom.local.staff.StaffOutside;
import io.postroom.local.staff.StaffPages;
import io.postroom.schemas.v1.CaseEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Runs what will run in the images as a user would, so that each JVM writes down which classes it loaded and which of
 * their methods were hot; the cache of each is made of that (JEP 483, 514 and 515).
 *
 * <p>The services start against a real broker, registry, database and stand-ins, and deliver the examples' messages. The
 * copies that run here have the jars, times and options of the image; only the folder is another one, which a cache allows.
 */
final class Training {
    private final Folders folders;
    private final Console console;

    Training(Folders folders, Console console) {
        this.folders = folders;
        this.console = console;
    }

    /** Trains all of them together, and leaves each its cache. */
    void train(List<Staging> images) {
        List<Staging> services = images.stream().filter(one -> one.image().isService()).toList();
        if (!services.isEmpty()) {
            trainServices(services);
        }
        images.stream().filter(one -> !one.image().isService()).forEach(this::trainTool);
        for (Staging image : images) {
            makeCache(image);
        }
    }

    private void trainServices(List<Staging> services) {
        Path examples = folders.home().resolve("examples");
        PlatformOptions options = PlatformOptions.surroundings(folders.training(), examples);
        List<TrainedProcess> running = new ArrayList<>();
        try (LocalPlatform platform = LocalPlatform.start(options, line -> {});
                StaffOutside staff = StaffOutside.start(around(platform))) {
            try {
                for (Staging service : services) {
                    running.add(start(service, platform, staff));
                }
                running.forEach(TrainedProcess::awaitReady);
                publish(platform, examples);
                ServedPages.look(running);
                awaitQuiet(platform);
                console.say("  " + platform.outside().ledger().size() + " messages delivered in the training run");
            } finally {
                running.forEach(TrainedProcess::stop);
            }
            running.forEach(TrainedProcess::awaitEnd);
        }
    }

    private TrainedProcess start(Staging service, LocalPlatform platform, StaffOutside staff) {
        int port = Ports.free();
        Path configuration = configuration(service.image(), platform, staff);
        return TrainedProcess.start(service.image(), service.commandLine(folders.java(), recording(service)),
                List.of("--spring.config.additional-location=" + configuration.toUri(), "--server.port=" + port),
                URI.create("http://127.0.0.1:" + port + "/"),
                folders.work().resolve(service.image().imageName() + ".log"));
    }

    private Path configuration(Image image, LocalPlatform platform, StaffOutside staff) {
        return switch (image) {
            case INGEST -> platform.configurationOf(Service.INGEST);
            case SMS -> platform.configurationOf(Service.SMS);
            case EMAIL -> platform.configurationOf(Service.EMAIL);
            case LETTER -> platform.configurationOf(Service.LETTER);
            case STAFF_WEB -> staff.configuration();
            case TOOLS -> throw new IllegalArgumentException("A tool has no configuration.");
        };
    }

    /** The port is said on the command line. */
    private static StaffPages.Surroundings around(LocalPlatform platform) {
        return new StaffPages.Surroundings(platform.bootstrapServers(), platform.registryUrl(),
                platform.options().topics().prefix(), platform.options().rulesFolder(), platform.keySecretFile(),
                platform.options().dataFolder(), false, 0);
    }

    private static void publish(LocalPlatform platform, Path examples) {
        try (Publisher publisher = new Publisher(platform.bootstrapServers(), platform.registryUrl());
                Stream<Path> files = Files.find(examples, 3, (file, attributes) -> file.toString().endsWith(".json")
                        && file.resolveSibling("").endsWith("events"))) {
            Instant now = Instant.now();
            List<Future<?>> published = new ArrayList<>();
            files.sorted().flatMap(file -> EventFile.caseEvents(file).stream())
                    .map(event -> CaseEvent.newBuilder(event).setTime(now).build())
                    .forEach(event -> published.add(publisher.publish(platform.options().topics().caseEvents(),
                            event.getCaseReference(), event)));
            published.forEach(Publisher::await);
        } catch (IOException e) {
            throw new UncheckedIOException("The examples cannot be read.", e);
        }
    }

    /** Until nothing new has come for a while: how much is trained is a matter of seconds, not of a number. */
    private static void awaitQuiet(LocalPlatform platform) {
        Pause pause = Pause.atMost(40);
        long before = -1;
        int quiet = 0;
        while (quiet < 6 && pause.again()) {
            long now = platform.outside().ledger().size();
            quiet = now > 0 && now == before ? quiet + 1 : 0;
            before = now;
        }
    }

    private void trainTool(Staging tool) {
        List<String> command = new ArrayList<>(tool.commandLine(folders.java(), recording(tool)));
        command.addAll(List.of("rules", "check", folders.home().resolve("examples").toString()));
        Command.output(command);
    }

    private List<String> recording(Staging image) {
        return List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + record(image), "-Xlog:aot*=off",
                "-XX:+UseSerialGC", "-Xmx384m");
    }

    private void makeCache(Staging image) {
        Path cache = image.folder().resolve(Folders.CACHE);
        Path record = record(image);
        if (!Files.isRegularFile(record)) {
            throw new ImagesException(
                    "The training run of " + image.image().imageName() + " left nothing; what it said is in "
                            + folders.work().resolve(image.image().imageName() + ".log"));
        }
        Command.output(image.commandLine(folders.java(),
                List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + record, "-XX:AOTCache=" + cache,
                        "-XX:+UseSerialGC", "-Xmx1g")));
        try {
            FileTrees.touch(cache);
        } catch (IOException e) {
            throw new ImagesException("The cache of " + image.image().imageName() + " was not made.", e);
        }
    }

    private Path record(Staging image) {
        return folders.work().resolve(image.image().imageName() + ".aotconf");
    }
}
