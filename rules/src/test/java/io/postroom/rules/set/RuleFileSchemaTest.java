package io.postroom.rules.set;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON Schema of rule files, which editors use, says what loading says. */
class RuleFileSchemaTest {
    private static JsonNode json;
    private static Schema schema;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = RuleFileSchemaTest.class.getResourceAsStream("/io/postroom/rules/rules.schema.json")) {
            json = new ObjectMapper().readTree(in);
        }
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(json);
    }

    static Stream<Path> ruleFilesOfTheExamples() throws IOException {
        List<Path> files;
        try (Stream<Path> services = Files.list(Path.of("..", "examples"))) {
            files = services.map(service -> service.resolve("rules.yaml")).filter(Files::exists).toList();
        }
        return files.stream();
    }

    @ParameterizedTest
    @MethodSource("ruleFilesOfTheExamples")
    void everyExampleIsValid(Path file) throws IOException {
        assertThat(schema.validate(Files.readString(file), InputFormat.YAML)).isEmpty();
    }

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
            send: { channels: preferred, template: hello, values: { name: recipient.name },
                    fallback: [sms, letter], fallbackAfter: 72h }
            language: recipient
            priority: bulk
            urgent: true
            essential: true
            expires: 14d
            sendAt: event.data.due
            window: { from: "08:00", to: "20:00", zone: Europe/London }
            cancelledBy: [z.happened]
            supersedes: a-rule
            collect: { for: 15m, values: { names: recipient.name } }
            cap: { perPerson: 3, in: 24h }
            sameContent: 24h
            blastLimit: { perHour: 10000 }
            unknown: ask
        """;

    @Test
    void theFullestFileIsValid() {
        assertThat(schema.validate(FULLEST, InputFormat.YAML)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"service: svc|service: Not A Name", "statusTopic: true|statusTopc: true",
            "languages: [en]|languages: [fr]", "format: avro|format: xml", "format: avro|format: case-event",
            "topic: theirs|pattern: theirs\n    topic: theirs", "priority: bulk|priority: high",
            "expires: 14d|expires: two weeks", "urgent: true|urgent: sometimes", "unknown: ask|unknown: wait",
            "perPerson: 3, in|perPerson: 0, in", "perPerson: 3, in: 24h|perPerson: 3",
            "sameContent: 24h|sameContent: true", "perHour: 10000|perDay: 10000", "perHour: 10000|perHour: many",
            "08:00|8", "from: \"08:00\",| ", "zone: Eu|zoon: Eu",
            "cancelledBy: [z.happened]|cancelledBy: []", "supersedes: a-rule|supersedes: A Rule",
            "channels: preferred|channels: []", "{ for: 15m, |{ ",
            "channels: preferred|channels: [fax]", "to: [a, b]|too: [a, b]",
            "template: hello,|template: hello, urgent: true,", "fallback: [sms, letter],| ", "[sms, letter]|[fax]",
            "email: { from|email: { form", "mobile: item.mobile, email: item.email, addressLines: item.address,| ",
            "role: a, each|rol: a, each"})
    void whatLoadingRefusesTheSchemaRefuses(String change) {
        // Given
        String[] fromTo = change.split("\\|");
        String file = FULLEST.replace(fromTo[0], fromTo[1]);
        assertThat(file).isNotEqualTo(FULLEST);

        // Then
        assertThat(schema.validate(file, InputFormat.YAML)).isNotEmpty();
    }

    @Test
    void itKnowsTheKeysThatLoadingKnows() {
        assertThat(names(json.path("properties"))).containsExactlyInAnyOrderElementsOf(RuleSetReader.KEYS);
        JsonNode rule = json.path("$defs").path("rule").path("properties");
        assertThat(names(rule)).containsExactlyInAnyOrderElementsOf(RuleReader.KEYS);
        assertThat(names(rule.path("send").path("properties")))
                .containsExactlyInAnyOrderElementsOf(SendReader.KEYS);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
