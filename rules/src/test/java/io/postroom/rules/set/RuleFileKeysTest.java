package io.postroom.rules.set;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.postroom.rules.RuleFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One file with every key, read by the schema and by loading: both know the same keys and refuse the same mistakes. */
class RuleFileKeysTest {
    /** Everything that can stand in a file, in the fewest rules in which it can stand together. */
    private static final String FULLEST = """
        service: svc
        languages: [en]
        sources:
          - case-events
          - topic: theirs
            format: avro
            startFrom: 2026-11-20T00:00:00Z
            map:
              id: record.id
              source: "'theirs'"
              type: record.type
              time: record.time
              caseReference: record.number
              recipients:
                - { role: a, each: record.people, when: item.wanted, reference: item.id, name: item.name,
                    mobile: item.mobile, email: item.email, addressLines: item.address, language: item.language,
                    preferredChannel: item.channel, optOuts: item.optOuts }
              data: { due: record.due }
          - pattern: .*[.]events
            format: cloud-event
            map: { recipients: { role: a, email: record.email } }
        senders: { sms: Example, email: { from: "Svc <a@example.gov.uk>", replyTo: b@example.gov.uk } }
        statusTopic: true
        rules:
          - id: a-rule
            on: [x.happened, y.happened]
            when: event.data.wanted
            to: [a, b]
            send: { channels: preferred, template: hello, values: { names: recipient.name },
                    fallback: [sms, email], fallbackAfter: 72h }
            language: recipient
            priority: bulk
            urgent: true
            essential: true
            expires: 14d
            sendAt: event.data.due
            window: { from: "08:00", to: "20:00", zone: Europe/London }
            cancelledBy: [z.happened]
            supersedes: a-rule
            cap: { perPerson: 3, in: 24h }
            sameContent: 24h
            blastLimit: { perHour: 10000 }
            unknown: ask
          - id: b-rule
            on: v.happened
            to: a
            send: { channels: [sms], template: hello }
            collect: { for: 15m, values: { names: recipient.name } }
        """;
    /** Each mapping with a fixed set of keys: where it is in the file, and where in the schema. */
    private static final Map<String, String> MAPPINGS = Map.ofEntries(Map.entry("", ""),
            Map.entry("/senders", "/properties/senders"),
            Map.entry("/senders/email", "/properties/senders/properties/email/oneOf/1"),
            Map.entry("/sources/1", "/$defs/source/oneOf/1"),
            Map.entry("/sources/1/map", "/$defs/map"),
            Map.entry("/sources/1/map/recipients/0", "/$defs/recipient"),
            Map.entry("/rules/0", "/$defs/rule"),
            Map.entry("/rules/0/send", "/$defs/rule/properties/send"),
            Map.entry("/rules/0/window", "/$defs/rule/properties/window"),
            Map.entry("/rules/0/cap", "/$defs/rule/properties/cap"),
            Map.entry("/rules/0/blastLimit", "/$defs/rule/properties/blastLimit"),
            Map.entry("/rules/1/collect", "/$defs/rule/properties/collect"));
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Pattern KNOWN = Pattern.compile("'zzz' is not known here.*; known are (.+)\\.");

    private static JsonNode json;
    private static Schema schema;

    @TempDir
    Path root;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = RuleFileKeysTest.class.getResourceAsStream("/io/postroom/rules/rules.schema.json")) {
            json = new ObjectMapper().readTree(in);
        }
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(json);
    }

    private List<String> problems(String file) {
        return new RuleFolder(root).file("svc/rules.yaml", file).template("svc", "hello.sms.en", "Hello ((names))")
                .template("svc", "hello.email.en", "---\nsubject: Hello\n---\nDear ((names))").problems();
    }

    private static boolean isValid(String file) {
        return schema.validate(file, InputFormat.YAML).isEmpty();
    }

    static List<Path> ruleFilesOfTheExamples() throws IOException {
        try (Stream<Path> services = Files.list(Path.of("..", "examples"))) {
            return services.map(service -> service.resolve("rules.yaml")).filter(Files::exists).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("ruleFilesOfTheExamples")
    void everyExampleIsRightForTheSchema(Path file) throws IOException {
        assertThat(isValid(Files.readString(file))).isTrue();
    }

    static List<String> mappings() {
        return MAPPINGS.keySet().stream().sorted().toList();
    }

    @Test
    void theFullestFileIsRightForBoth() {
        assertThat(problems(FULLEST)).isEmpty();
        assertThat(isValid(FULLEST)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("mappings")
    void bothKnowTheSameKeys(String place) throws IOException {
        // Given a key that nobody knows
        JsonNode file = YAML.readTree(FULLEST);
        ((ObjectNode) file.at(place)).put("zzz", true);

        // When JSON is YAML too
        List<String> problems = problems(file.toString());

        // Then
        assertThat(problems).filteredOn(problem -> KNOWN.matcher(problem).find()).singleElement()
                .satisfies(problem -> assertThat(known(problem))
                        .containsExactlyInAnyOrderElementsOf(names(json.at(MAPPINGS.get(place) + "/properties"))));
        assertThat(isValid(file.toString())).isFalse();
    }

    @Test
    void everyMappingOfTheSchemaIsCompared() {
        Set<String> closed = new HashSet<>();
        findClosed(json, "", closed);
        assertThat(closed).containsExactlyInAnyOrderElementsOf(MAPPINGS.values());
    }

    @Test
    void everyKeyStandsInTheFullestFile() throws IOException {
        JsonNode fullest = YAML.readTree(FULLEST);
        MAPPINGS.forEach((place, inSchema) -> {
            JsonNode mapping = fullest.at(place);
            Set<String> wanted = new HashSet<>(names(json.at(inSchema + "/properties")));
            wanted.removeAll(names(mapping));
            // A source has a name or a pattern, and of two rules one collects.
            wanted.removeAll(Set.of("pattern", "collect"));
            assertThat(wanted).as(place).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"service: svc|service: Not A Name", "service: svc|serivce: svc",
            "statusTopic: true|statusTopc: true", "statusTopic: true|statusTopic: perhaps",
            "languages: [en]|languages: [fr]", "format: avro|format: xml", "format: avro|format: case-event",
            "topic: theirs|pattern: theirs\n    topic: theirs", "priority: bulk|priority: high",
            "expires: 14d|expires: two weeks", "urgent: true|urgent: sometimes", "unknown: ask|unknown: wait",
            "language: recipient|language: english",
            "perPerson: 3, in|perPerson: 0, in", "perPerson: 3, in: 24h|perPerson: 3", "in: 24h|in: soon",
            "sameContent: 24h|sameContent: true", "perHour: 10000|perDay: 10000", "perHour: 10000|perHour: many",
            "08:00|8", "from: \"08:00\",| ", "zone: Eu|zoon: Eu",
            "cancelledBy: [z.happened]|cancelledBy: []",
            "supersedes: a-rule|supersedes: A Rule", "channels: preferred|channels: []", "{ for: 15m, |{ ",
            "{ for: 15m, |{ for: soon, ", "channels: preferred|channels: [fax]", "to: [a, b]|too: [a, b]",
            "template: hello,|template: hello, urgent: true,", "fallback: [sms, email],| ", "[sms, email]|[fax]",
            "email: { from|email: { form", "role: a, each|rol: a, each", "id: a-rule|name: a-rule",
            "mobile: item.mobile, email: item.email, addressLines: item.address,| ",
            "on: v.happened|On: v.happened", "template: hello }|templates: hello }", "id: record.id|ids: record.id",
            "rules:|rule:", "sources:|source:"})
    void bothRefuseTheSameMistakes(String change) {
        // Given
        String[] fromTo = change.split("\\|");
        String file = FULLEST.replaceFirst(Pattern.quote(fromTo[0]), Matcher.quoteReplacement(fromTo[1]));
        assertThat(file).isNotEqualTo(FULLEST);

        // Then
        assertThat(problems(file)).isNotEmpty();
        assertThat(isValid(file)).isFalse();
    }

    private static List<String> known(String problem) {
        Matcher matcher = KNOWN.matcher(problem);
        assertThat(matcher.find()).isTrue();
        List<String> names = new ArrayList<>(List.of(matcher.group(1).split(", | or ")));
        return names;
    }

    private static void findClosed(JsonNode node, String place, Set<String> found) {
        if (node.path("additionalProperties").isBoolean()) {
            found.add(place);
        }
        node.properties().forEach(child -> findClosed(child.getValue(), place + "/" + child.getKey(), found));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                findClosed(node.get(i), place + "/" + i, found);
            }
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
