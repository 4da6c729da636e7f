package io.postroom.local.cli;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;

/** Topics and schemas on a cluster that is there already: what is missing or wrong, and to create what is missing. */
final class ProvisionCommand {
    static final List<String> VALUES = List.of("--bootstrap-servers", "--command-config", "--registry", "--prefix",
            "--partitions", "--replicas", "--rules", "--source", "--status-service", "--data");

    private final Console console;

    ProvisionCommand(Console console) {
        this.console = console;
    }

    int topics(Arguments arguments) {
        Names.Topics names = names(arguments);
        Collection<TopicPlan> plans = plans(names, arguments);
        Map<String, Object> properties = ClientProperties.kafka(arguments);
        properties.put("bootstrap.servers", arguments.value("--bootstrap-servers")
                .orElseGet(() -> running(arguments).bootstrapServers()));
        try (Admin admin = Admin.create(properties)) {
            TopicProvision provision = new TopicProvision(admin, names,
                    number(arguments, "--replicas", -1));
            return run(arguments, "topics", plans.size(), () -> provision.look(plans), () -> provision.create(plans));
        }
    }

    int schemas(Arguments arguments) {
        List<RuleBook> rules = rules(arguments);
        Map<String, Schema> schemas = TopicSchemas.byTopic(names(arguments), caseEventSources(arguments, rules),
                statusServices(arguments, rules));
        String url = arguments.value("--registry").orElseGet(() -> running(arguments).registryUrl());
        try (SchemaRegistryClient registry = ClientProperties.registry(arguments, url)) {
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
        findings.forEach(finding -> console.say(mark(finding.kind()) + finding.sentence()));
        Map<Finding.Kind, Long> counts = findings.stream()
                .collect(Collectors.groupingBy(Finding::kind, Collectors.counting()));
        long missing = counts.getOrDefault(Finding.Kind.MISSING, 0L);
        long wrong = counts.getOrDefault(Finding.Kind.WRONG, 0L);
        long otherwise = counts.getOrDefault(Finding.Kind.OTHERWISE, 0L);
        console.say("%d %s: %d missing, %d wrong%s.".formatted(all, what, missing, wrong,
                otherwise == 0 ? "" : ", " + otherwise + " that may stay"));
        return missing + wrong == 0 ? Main.OK : Main.FAILED;
    }

    private static String mark(Finding.Kind kind) {
        return switch (kind) {
            case MISSING -> "+ ";
            case WRONG -> "! ";
            case OTHERWISE -> "~ ";
        };
    }

    private static Collection<TopicPlan> plans(Names.Topics names, Arguments arguments) {
        TopicPlans plans = new TopicPlans(names, number(arguments, "--partitions", 6));
        List<TopicPlan> all = new ArrayList<>(plans.fixed());
        List<RuleBook> rules = rules(arguments);
        all.addAll(plans.deadLettersOf(sources(arguments, rules)));
        all.addAll(plans.serviceStatuses(statusServices(arguments, rules)));
        Set<String> seen = new TreeSet<>();
        all.removeIf(plan -> !seen.add(plan.name()));
        return all;
    }

    private static Set<String> sources(Arguments arguments, List<RuleBook> rules) {
        Set<String> sources = new TreeSet<>(arguments.all("--source"));
        rules.stream().flatMap(book -> book.sources().stream()).map(SourceBinding::topic).filter(Objects::nonNull)
                .forEach(sources::add);
        return sources;
    }

    /**
     * Sources whose records are ours. Where there are rules, they say which: what they map, and what none of them reads, has the schemas
     * of other systems.
     */
    private static Set<String> caseEventSources(Arguments arguments, List<RuleBook> rules) {
        Set<String> sources = sources(arguments, rules);
        rules.forEach(book -> sources.removeIf(topic -> book.sourceOf(topic)
                .filter(source -> source.format() == SourceFormat.CASE_EVENT).isEmpty()));
        return sources;
    }

    private static Set<String> statusServices(Arguments arguments, List<RuleBook> rules) {
        Set<String> services = new TreeSet<>(arguments.all("--status-service"));
        rules.forEach(book -> services.addAll(book.statusTopicServices()));
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

    private static int number(Arguments arguments, String option, int otherwise) {
        String text = arguments.value(option).orElse(Integer.toString(otherwise));
        if (!text.matches("-1|[1-9]\\d{0,3}")) {
            throw new MisuseException("The option " + option + " needs a number.");
        }
        return Integer.parseInt(text);
    }
}
