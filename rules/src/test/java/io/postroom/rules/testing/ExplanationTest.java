package io.postroom.rules.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.rules.Events;
import io.postroom.rules.RuleBook;
import io.postroom.rules.RuleFolder;
import io.postroom.schemas.v1.CaseEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationTest {
    @TempDir
    private Path root;

    @Test
    void everyVerdictWithItsReasonAndNoPersonalData() {
        // Given
        RuleBook book = new RuleFolder(root).service("svc", """
              - id: small
                on: x.happened
                when: event.data.size < 3
                to: applicant
                send: { channels: [sms], template: hello }
                language: en
              - id: big
                on: x.happened
                when: event.data.size >= 3
                to: applicant
                send: { channels: [sms], template: hello }
                language: en
              - id: broken
                on: x.happened
                when: event.data.colour == 'red'
                to: applicant
                send: { channels: [sms], template: hello }
                language: en
              - id: old
                on: x.happened
                to: applicant
                send: { channels: [sms], template: hello }
                language: en
                expires: 1m
            """).template("svc", "hello.sms.en", "Hello").load();
        CaseEvent event = Events.event("x.happened", """
            {"role": "applicant", "mobile": "07700900111"}, {"role": "applicant", "name": "Canary"},
            {"role": "applicant", "mobile": "07700900222", "optOuts": ["sms"]}""", "\"size\": 3");

        // When
        List<String> lines = Explanation.of(book, Set.of("svc"), event, Events.TIME.plusSeconds(60));

        // Then
        String version = book.version("svc").orElseThrow().substring(0, 8);
        assertThat(lines).satisfiesExactly(line -> assertThat(line).isEqualTo("svc (version " + version + ")"),
                line -> assertThat(line).isEqualTo("  rule small: does not match, when event.data.size < 3"),
                line -> assertThat(line).isEqualTo("  rule big: matches, when event.data.size >= 3"),
                line -> assertThat(line)
                        .startsWith("    applicant sms •••111: sends hello in en, notification "),
                line -> assertThat(line).isEqualTo("    applicant sms: failed, no-address"),
                line -> assertThat(line).isEqualTo("    applicant sms: suppressed, opted-out"),
                line -> assertThat(line)
                        .isEqualTo("  rule broken: fails, condition-error (when: event.data.colour is missing)"),
                line -> assertThat(line).isEqualTo("  rule old: expired, too-old"));
        assertThat(Explanation.of(book, Set.of("other"), event, Events.TIME))
                .containsExactly("svc: refused, service-not-bound");
        assertThat(Explanation.of(book, Set.of("svc"), Events.event("z.happened", "", ""), Events.TIME))
                .containsExactly("no service has a rule for the type z.happened");
    }

    @Test
    void whatMayBeTooMuchIsSaidWithTheMessage() {
        // Given
        RuleBook book = new RuleFolder(root).service("svc", """
              - id: limited
                on: x.happened
                to: applicant
                send: { channels: [sms], template: hello }
                language: en
                cap: { perPerson: 3, in: 24h }
                sameContent: 1h
                blastLimit: { perHour: 100 }
            """).template("svc", "hello.sms.en", "Hello").load();
        CaseEvent event = Events.event("x.happened", "{\"role\": \"applicant\", \"mobile\": \"07700900111\"}", "");

        // Then
        assertThat(Explanation.of(book, Set.of("svc"), event, Events.TIME).getLast()).endsWith(
                "; unless the rule made 100 within the hour: then it waits for a person; unless the person had 3 of the rule"
                        + " within 86400 s; unless the person had the same words within 3600 s");
    }
}
