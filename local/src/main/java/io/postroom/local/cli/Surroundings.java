package io.postroom.local.cli;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.postroom.ingestservice.waiting.UnavailableException;
import io.postroom.ingestservice.wire.MappedSchemas;
import io.postroom.rules.RuleBook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether rules that are right by themselves go with an installation: for what is not there ingest would wait. */
final class Surroundings {
    private final RuleBook book;

    Surroundings(RuleBook book) {
        this.book = book;
    }

    /** A sentence for each problem; what no option names is not looked at. */
    List<String> problems(Arguments arguments) {
        List<String> problems = new ArrayList<>();
        arguments.value("--status-services").ifPresent(declared -> {
            Set<String> undeclared = new TreeSet<>(book.statusTopicServices());
            undeclared.removeAll(List.of(declared.split(",", -1)));
            undeclared.forEach(service -> problems.add("The rules of '" + service
                    + "' say 'statusTopic: true', and the installation does not name the service: ingest would wait for a topic"
                    + " that is missing or not its to write. Add '" + service
                    + "' to topics.statusServices in the chart's values, or take the line out of the rules."));
        });
        arguments.value("--registry").flatMap(url -> mappings(arguments, url)).ifPresent(problems::add);
        return problems;
    }

    /** The same look as ingest has before it begins. */
    private Optional<String> mappings(Arguments arguments, String url) {
        try (SchemaRegistryClient registry = ClientProperties.registry(arguments, url)) {
            new MappedSchemas(registry, book.sources()).check();
            return Optional.empty();
        } catch (UnavailableException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("The client of the registry could not be closed.", e);
        }
    }
}
