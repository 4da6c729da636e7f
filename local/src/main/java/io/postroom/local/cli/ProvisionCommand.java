package io.postroom.local.cli;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.postroom.ingestservice.topics.TopicPlan;
import io.postroom.ingestservice.topics.TopicPlans;
import io.postroom.local.provision.Finding;
import io.postroom.local.provision.SchemaProvision;
import io.postroom.local.provision.TopicProvision;
import io.postroom.rules.RuleBook;
import io.postroom.rules.SourceBinding;
import io.postroom.rules.SourceFormat;
import io.postroom.schemas.Names;
import io.postroom.schemas.TopicSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;

/** Topics and schemas on a cluster that is there already: what is missing or wrong, and to create what is missing. */
final class ProvisionCommand {
    static final List<String> VALUES = List.of("--bootstrap-servers", "--command-config", "--registry", "--prefix",
            "--partitions", "--replicas", "--rules", "--source", "--status-service", "--data");

    private static final int CACHE = 100;

    private final Console console;

    ProvisionCommand(Console console) {
        this.console = console;
    }

    int topics(Arguments arguments) {
        Names.Topics names = names(arguments);
        Collection<TopicPlan> plans = plans(names, arguments);
        Map<String, Object> properties = properties(arguments, "postroom.kafka.properties.");
        properties.put("bootstrap.servers", arguments.value("--bootstrap-servers")
                .orElseGet(() -> running(arguments).bootstrapServers()));
        try (Admin admin = Admin.create(properties)) {
            TopicProvision provision = new TopicProvision(admin, names,
                    number(arguments, "--replicas", -1));
            return run(arguments, "topics", plans.size(), () -> provision.look(plans), () -> provision.create(plans));
        }
    }

    int schemas(Arguments arguments) {
        Map<String, Schema> schemas = TopicSchemas.byTopic(names(arguments), caseEventSources(arguments),
                statusServices(arguments));
        String url = arguments.value("--registry").orElseGet(() -> running(arguments).registryUrl());
        try (SchemaRegistryClient registry = SchemaRegistryClientFactory.newClient(List.of(url.split(",")), CACHE,
                List.of(new AvroSchemaProvider()), properties(arguments, "postroom.schema-registry.properties."),
                Map.of())) {
            SchemaProvision provision = new SchemaProvision(registry);
            return run(arguments, "schemas", schemas.size(), () -> provision.look(schemas),
                    () -> provision.register(schemas));
        } catch (IOException e) {
            throw new UncheckedIOException("The client of the registry could not be closed.", e);
        }
    }

    private int run(Arguments arguments, String what, int all, Supplier<List<Finding>> look, Runnable apply) {
        boolean applies = switch (String.join(" ", arguments.words())) {
            case "plan" -> false;
            case "apply" -> true;
            default -> throw new MisuseException("Say '" + what + " plan' or '" + what + " apply'.");
        };
        List<Finding> findings = look.get();
        if (applies && findings.stream().anyMatch(finding -> finding.kind() == Finding.Kind.MISSING)) {
            findings.stream().filter(finding -> finding.kind() == Finding.Kind.MISSING)
                    .forEach(finding -> console.say("+ " + finding.sentence()));
            apply.run();
            console.say("Made what was missing.");
            findings = look.get();
        }
        findings.forEach(finding -> console
                .say((finding.kind() == Finding.Kind.MISSING ? "+ " : "! ") + finding.sentence()));
        long missing = findings.stream().filter(finding -> finding.kind() == Finding.Kind.MISSING).count();
        console.say("%d %s: %d missing, %d wrong.".formatted(all, what, missing, findings.size() - missing));
        return findings.isEmpty() ? Main.OK : Main.FAILED;
    }

    private static Collection<TopicPlan> plans(Names.Topics names, Arguments arguments) {
        TopicPlans plans = new TopicPlans(names, number(arguments, "--partitions", 6));
        List<TopicPlan> all = new ArrayList<>(plans.fixed());
        Set<String> sources = new TreeSet<>(arguments.all("--source"));
        rules(arguments).stream().flatMap(book -> book.sources().stream()).map(SourceBinding::topic)
                .filter(Objects::nonNull).forEach(sources::add);
        all.addAll(plans.deadLettersOf(sources));
        all.addAll(plans.serviceStatuses(statusServices(arguments)));
        Set<String> seen = new TreeSet<>();
        all.removeIf(plan -> !seen.add(plan.name()));
        return all;
    }

    /** Sources whose records are ours; the schemas of others belong to their systems. */
    private static Set<String> caseEventSources(Arguments arguments) {
        Set<String> sources = new TreeSet<>(arguments.all("--source"));
        rules(arguments).stream().flatMap(book -> book.sources().stream())
                .filter(source -> source.format() == SourceFormat.CASE_EVENT).map(SourceBinding::topic)
                .filter(Objects::nonNull).forEach(sources::add);
        return sources;
    }

    private static Set<String> statusServices(Arguments arguments) {
        Set<String> services = new TreeSet<>(arguments.all("--status-service"));
        rules(arguments).forEach(book -> services.addAll(book.statusTopicServices()));
        return services;
    }

    private static List<RuleBook> rules(Arguments arguments) {
        return arguments.value("--rules").map(folder -> RuleBook.load(Path.of(folder))).stream().toList();
    }

    private static Names.Topics names(Arguments arguments) {
        return new Names.Topics(arguments.value("--prefix").orElse(""));
    }

    private static RunningSystem running(Arguments arguments) {
        return RunningSystem.find(arguments.value("--data").map(Path::of).orElseGet(DataFolders::standard));
    }

    /** Those of a file, or of a folder with a file for each, as secrets are mounted: also under a service's own names. */
    private static Map<String, Object> properties(Arguments arguments, String prefix) {
        Map<String, Object> all = new HashMap<>();
        for (String name : arguments.all("--command-config")) {
            Path path = Path.of(name);
            try {
                if (Files.isDirectory(path)) {
                    folder(path, prefix, all);
                } else {
                    Properties properties = new Properties();
                    try (var in = Files.newBufferedReader(path)) {
                        properties.load(in);
                    }
                    properties.stringPropertyNames().forEach(key -> all.put(key, properties.getProperty(key)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The client properties in " + path + " cannot be read.", e);
            }
        }
        return all;
    }

    private static void folder(Path folder, String prefix, Map<String, Object> all) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(prefix)) {
                    all.put(name.substring(prefix.length()), Files.readString(file).strip());
                } else if (!name.startsWith("postroom.")) {
                    all.put(name, Files.readString(file).strip());
                }
            }
        }
    }

    private static int number(Arguments arguments, String option, int otherwise) {
        String text = arguments.value(option).orElse(Integer.toString(otherwise));
        if (!text.matches("-1|[1-9]\\d{0,3}")) {
            throw new MisuseException("The option " + option + " needs a number.");
        }
        return Integer.parseInt(text);
    }
}
