package io.postroom.rules.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.rules.RuleBook;
import io.postroom.rules.RuleFolder;
import io.postroom.rules.RuleProblem;
import io.postroom.rules.testing.RuleTests;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What rules say of an event's data is checked against its schema, where there is one. */
class DataSchemaTest {
    private static final String SCHEMA = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "required": ["documents"],
          "properties": {
            "documents": {"type": "array", "items": {"type": "string", "minLength": 1}},
            "note": {"description": "What staff wrote.", "type": "string"},
            "urgent": {"type": "boolean"},
            "pages": {"type": "integer", "minimum": 0},
            "due": {"type": "object", "properties": {"date": {"type": "string", "format": "date"}}},
            "at": {"type": "object", "properties": {"time": {"type": "string", "format": "date-time"}}},
            "fee": {"type": "object", "properties": {"money": {"type": "string"}, "currency": {"type": "string"}}},
            "rate": {"type": "object", "properties": {"decimal": {"type": "string"}}}
          }
        }
        """;

    @TempDir
    private Path root;

    private RuleFolder rule(String on, String when, String value, String more) {
        return new RuleFolder(root).service("svc", """
              - id: receipt
                on: %s
                when: "%s"
                to: applicant
                send: { channels: [sms], template: hello, values: { text: "%s" } }
                language: en
                %s
            """.formatted(on, when, value, more)).template("svc", "hello.sms.en", "Hello ((text))")
                .file("svc/schemas/x.happened.json", SCHEMA);
    }

    private List<String> problems(String when, String value) {
        return rule("x.happened", when, value, "").problems();
    }

    @ParameterizedTest
    @ValueSource(strings = {"event.data.documents.size() > 0", "has(event.data.note) && event.data.note != ''",
            "event.data.urgent", "!event.data.urgent || event.data.pages >= 2", "event.data.due > date('2026-11-20')",
            "event.data.at > event.time", "event.data.rate > 1.5", "event.data.fee > amount('5.00', 'GBP')",
            "event.data.documents.exists(one, one.startsWith('P'))", "'P60' in event.data.documents"})
    void whatTheDataAreIsRight(String when) {
        assertThat(problems(when, "event.data.documents")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"longDate(event.data.due)", "dateAndTime(event.data.at)", "money(event.data.fee)",
            "list(event.data.documents)", "has(event.data.note) ? event.data.note : ''", "event.data.pages",
            "longDate(event.data.due - duration('48h'))"})
    void whatTheDataAreCanBeWorded(String value) {
        assertThat(problems("event.data.urgent", value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "event.data.documets.size() > 0 | undefined field 'documets' (did you mean 'documents'?)",
            "event.data.documents > 0 | found no matching overload for '_>_' applied to '(list(string), int)'",
            "event.data.pages == 'two' | found no matching overload for '_==_' applied to '(int, string)'",
            "event.data.note | A condition must be true or false",
            "event.data.due > event.data.note | found no matching overload for '_>_' applied to '(date, string)'"})
    void whatTheyAreNotIsRefusedWithItsPlace(String when, String sentence) {
        assertThat(problems(when, "event.data.documents")).singleElement().asString()
                .startsWith("svc/rules.yaml:7:").contains(sentence);
    }

    @Test
    void valuesSendTimesAndCollectedListsAreCheckedToo() {
        assertThat(rule("x.happened", "event.data.urgent", "longDate(event.data.note)", "sendAt: event.data.pages")
                .problems()).hasSize(2).anyMatch(problem -> problem.startsWith("svc/rules.yaml:9:")
                        && problem.contains("for 'x.happened'") && problem.contains("'longDate' applied to '(string)'"))
                .anyMatch(problem -> problem.startsWith("svc/rules.yaml:11:")
                        && problem.contains("must be a date or a moment"));
        assertThat(rule("x.happened", "event.data.urgent", "event.data.note",
                "collect: { for: 15m, values: { text: event.data.nope } }").problems())
                .anyMatch(problem -> problem.contains("undefined field 'nope'"));
    }

    @Test
    void ofSeveralTypesEachMustHaveIt() {
        assertThat(rule("[x.happened, y.happened]", "event.data.urgent", "event.data.documents", "")
                .file("svc/schemas/y.happened.json", "{\"properties\": {\"urgent\": {\"type\": \"boolean\"}}}")
                .problems()).singleElement().asString()
                .contains("for 'y.happened': undefined field 'documents'");
    }

    @Test
    void aTypeWithoutASchemaIsNotCheckedAndOneWithoutARuleIsNotUsed() {
        // When
        RuleBook book = rule("[x.happened, z.happened]", "event.data.urgent", "event.data.documents", "")
                .file("svc/schemas/y.happened.json", "{\"properties\": {\"urgent\": {\"type\": \"boolean\"}}}").load();

        // Then
        assertThat(book.warnings()).extracting(RuleProblem::toString).containsExactly(
                "svc/rules.yaml:5:5 There is no schema svc/schemas/z.happened.json; what rule 'receipt' reads of the"
                        + " event's data is not checked.",
                "svc/schemas/y.happened.json:1:1 No rule is about events of the type 'y.happened'.");
    }

    @Test
    void whoDescribesNoTypeIsToldOnceAndWhoReadsNoDataIsNot() {
        // Given
        String rules = """
              - id: plain
                on: x.happened
                to: applicant
                send: { channels: [sms], template: hello, values: { name: recipient.name } }
              - id: second
                on: [y.happened, x.happened]
                to: applicant
                send: { channels: [sms], template: hello, values: { name: event.data.name } }
              - id: third
                on: x.happened
                when: event.data.late
                to: applicant
                send: { channels: [sms], template: hello, values: { name: recipient.name } }
            """;

        // When
        RuleBook book = new RuleFolder(root).service("svc", rules).template("svc", "hello.sms.en", "Hello ((name))")
                .template("svc", "hello.sms.cy", "Helo ((name))").load();
        RuleBook plain = new RuleFolder(root).service("svc", rules.substring(0, rules.indexOf("  - id: second")))
                .load();

        // Then
        assertThat(book.warnings()).extracting(RuleProblem::toString).containsExactly(
                "svc/rules.yaml:9:5 What rule 'second' reads of event.data is not checked, nor what others do: the folder"
                        + " svc/schemas has no schema of any event type, such as x.happened.json.");
        assertThat(plain.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"type\": \"object\"} | 1:1 | 'properties' is missing",
            "{\"properties\":@ {\"a\": {\"type\": \"number\"}}} | 2:17 | must be string, integer, boolean, array",
            "{\"properties\":@ {\"a\": {\"type\": \"object\"}}} | 2:17 | must be string, integer, boolean, array",
            "{\"properties\":@ {\"a\": {\"type\": \"array\"}}} | 2:8 | 'items' is missing",
            "{\"properties\":@ {\"a\": {\"$ref\": \"#/b\"}}} | 2:8 | 'type' is missing",
            "{\"properties\":@ {\"a\": | 2:7 | This is not YAML"})
    void aSchemaThatCannotBeReadIsRefusedWithItsPlace(String schema, String place, String sentence) {
        assertThat(rule("x.happened", "true", "event.id", "")
                .file("svc/schemas/x.happened.json", schema.replace('@', '\n'))
                .problems()).singleElement().asString().startsWith("svc/schemas/x.happened.json:" + place)
                .contains(sentence);
    }

    @Test
    void theRuleDoesTheSameAsWithoutASchema() {
        // Given
        RuleFolder folder = rule("x.happened", "event.data.pages > 1 && event.data.due > date('2026-11-20')",
                "longDate(event.data.due)", "").file("svc/events/1.json", """
                    {"id": "1", "source": "s", "type": "x.happened", "time": "2026-11-20T09:30:00Z",
                     "caseReference": "c", "recipients": [{"role": "applicant", "mobile": "07700 900111"}],
                     "data": {"pages": 2, "due": {"date": "2027-01-15"}}}""").file("svc/tests/a.yaml", """
                    tests:
                      - test: it
                        given: 1.json
                        expect: [{ text: Hello 15 January 2027 }]
                      - test: a text where the schema says a number
                        given: 1.json
                        change: { data: { pages: two } }
                        expect: nothing
                        because: condition-error
                    """);

        // Then
        assertThat(new RuleTests(root, folder.load()).run()).hasSize(2)
                .allSatisfy(result -> assertThat(result.failures()).isEmpty());
    }
}
