package io.postroom.local.cli;

import io.postroom.local.event.EventFile;
import io.postroom.local.event.Publication;
import io.postroom.local.event.Publisher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

/** Publishes files to a running system. */
final class PublishCommand {
    static final List<String> VALUES = List.of("--schema", "--topic", "--header", "--data");

    private final Console console;

    PublishCommand(Console console) {
        this.console = console;
    }

    int run(Arguments arguments) {
        if (arguments.words().isEmpty()) {
            throw new MisuseException("Name the file to publish.");
        }
        EventFile.Reading reading = new EventFile.Reading(arguments.value("--schema").orElse(""),
                arguments.value("--topic").orElse(""), headers(arguments.all("--header")));
        RunningSystem system = RunningSystem.find(DataFolders.of(arguments));
        List<Publication> publications = new ArrayList<>();
        // Every file is read before anything is published: all of them or none.
        arguments.words().forEach(
                file -> publications.addAll(EventFile.read(Path.of(file), reading, system.topics())));
        try (Publisher publisher = new Publisher(system.bootstrapServers(), system.registryUrl())) {
            List<Future<?>> published = new ArrayList<>();
            for (Publication publication : publications) {
                published.add(switch (publication) {
                    case Publication.OfRecord record ->
                        publisher.publish(record.topic(), record.key(), record.value());
                    case Publication.OfText text ->
                        publisher.publish(text.topic(), text.key(), text.text(), text.headers());
                });
            }
            published.forEach(Publisher::await);
        }
        String topics = String.join(", ", publications.stream().map(Publication::topic).distinct().sorted().toList());
        console.say("Published %d to %s. What people receive shows at %s".formatted(publications.size(), topics,
                system.inbox()));
        return Main.OK;
    }

    private static Map<String, String> headers(List<String> pairs) {
        Map<String, String> headers = new HashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new MisuseException("A header is written as NAME=VALUE.");
            }
            headers.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return headers;
    }
}
