package io.postroom.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topics that may speak for services: what is known of them, and what loading refuses. */
class SourcesTest {
    @TempDir
    private Path root;

    private static final String GOOD_RULE = """
          - id: a
            on: x.happened
            to: applicant
            send: { channels: [sms], template: hello }
            language: en
        """;

    private List<String> problemsOfFile(String file) {
        return new RuleFolder(root).file("svc/rules.yaml", file).template("svc", "hello.sms.en", "Hello").problems();
    }

    @Test
    void sourcesThatCannotWork() {
        assertThat(problemsOfFile("""
            service: svc
            sources:
              - not a topic
              - { topic: a, pattern: b }
              - { pattern: "[" }
              - { topic: c, format: xml }
              - { topic: d, format: json }
              - { topic: e, map: { id: record.id } }
              - { topic: f, startFrom: yesterday }
            senders: { sms: Example }
            rules:
            """ + GOOD_RULE)).hasSize(7).contains(
                "svc/rules.yaml:4:5 A source needs a 'topic' or a 'pattern', one of the two.",
                "svc/rules.yaml:7:5 'map' is missing: say how to find the event's parts in the record.",
                "svc/rules.yaml:9:28 'sources.startFrom' must be now, earliest, or a moment such as"
                        + " 2026-11-20T09:30:00Z.");
    }

    @Test
    void aMappingThatCannotWork() {
        assertThat(problemsOfFile("""
            service: svc
            sources:
              - topic: a
                format: json
                map:
                  id: recrod.id
                  recipients:
                    - { role: applicant, name: record.name }
            senders: { sms: Example }
            rules:
            """ + GOOD_RULE)).contains(
                "svc/rules.yaml:6:11 This expression is not right: undeclared reference to 'recrod'.",
                "svc/rules.yaml:6:7 'map' must say how to find 'type'.",
                "svc/rules.yaml:6:7 'map' must say how to find 'caseReference'.",
                "svc/rules.yaml:8:11 These recipients can never be reached: say how to find 'mobile', 'email' or"
                        + " 'addressLines'.");
    }

    @Test
    void aRoleThatNoSourceHas() {
        assertThat(problemsOfFile("""
            service: svc
            sources:
              - topic: a
                format: json
                map:
                  type: record.type
                  caseReference: record.number
                  recipients: [{ role: aplicant, mobile: record.mobile }]
            senders: { sms: Example }
            rules:
            """ + GOOD_RULE)).containsExactly("svc/rules.yaml:11:5 Rule 'a' writes to the role 'applicant', which no"
                + " source of the service has (did you mean 'aplicant'?).");
    }

    @Test
    void servicesThatDisagreeAboutASource() {
        // Given
        RuleFolder folder = new RuleFolder(root);
        for (String service : List.of("one", "two")) {
            folder.file(service + "/rules.yaml", """
                service: %s
                sources: [{ topic: shared, startFrom: %s }]
                senders: { sms: Example }
                rules:
                """.formatted(service, service.equals("one") ? "now" : "earliest") + GOOD_RULE)
                    .template(service, "hello.sms.en", "Hello");
        }

        // Then
        assertThat(folder.problems()).containsExactly("two/rules.yaml:2:11 The topic shared is described differently in"
                + " one/rules.yaml line 2; services that share a source must give the same format, startFrom and map.");
    }

    @Test
    void aTopicIsKnownByItsNameFirstAndByPatterns() {
        // Given
        RuleFolder folder = new RuleFolder(root);
        for (String service : List.of("svc", "another")) {
            folder.file(service + "/rules.yaml", """
                service: %s
                statusTopic: true
                sources: [%s]
                senders: { sms: Example }
                rules:
                  - id: greet
                    on: x.happened
                    to: applicant
                    send: { channels: [sms], template: hello, values: { name: recipient.name } }
                    language: en
                """.formatted(service, service.equals("svc") ? "{ pattern: \"a[.].*\" }" : "a.b"))
                    .template(service, "hello.sms.en", "Hello ((name))");
        }
        RuleBook book = folder.load();

        // Then
        assertThat(book.sourceOf("a.b").orElseThrow().topic()).isEqualTo("a.b");
        assertThat(book.servicesOn("a.b")).containsExactlyInAnyOrder("svc", "another");
        assertThat(book.sourceOf("a.c").orElseThrow().pattern()).isEqualTo("a[.].*");
        assertThat(book.servicesOn("a.c")).containsExactly("svc");
        assertThat(book.sourceOf("b")).isEmpty();
        assertThat(book.statusTopicServices()).containsExactlyInAnyOrder("svc", "another");
    }

    @Test
    void aPatternThatSaysOtherwiseAboutATopicThatSomebodyNames() {
        // Given
        RuleFolder folder = new RuleFolder(root);
        for (String service : List.of("one", "two")) {
            folder.file(service + "/rules.yaml", """
                service: %s
                sources: [%s]
                senders: { sms: Example }
                rules:
                """.formatted(service, service.equals("one") ? "a.b" : "{ pattern: 'a[.].*', startFrom: earliest }")
                    + GOOD_RULE).template(service, "hello.sms.en", "Hello");
        }

        // Then
        assertThat(folder.problems()).containsExactly("two/rules.yaml:2:11 The pattern a[.].* covers the topic a.b,"
                + " which is described differently in one/rules.yaml line 2; services that share a source must give the"
                + " same format, startFrom and map.");
    }
}
