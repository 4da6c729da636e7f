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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                line -> assertThat(line).isEqualTo("    where event.data.size is 3"),
                line -> assertThat(line).isEqualTo("  rule big: matches, when event.data.size >= 3"),
                line -> assertThat(line).isEqualTo("    where event.data.size is 3"),
                line -> assertThat(line)
                        .startsWith("    applicant sms •••111: sends hello in en, notification "),
                line -> assertThat(line).isEqualTo("    applicant sms: failed, no-address"),
                line -> assertThat(line).isEqualTo("    applicant sms: suppressed, opted-out"),
                line -> assertThat(line)
                        .isEqualTo("  rule broken: fails, condition-error (when: event.data.colour is missing)"),
                line -> assertThat(line).isEqualTo("    because event.data.colour == \"red\" cannot be told"),
                line -> assertThat(line).isEqualTo("  rule old: expired, too-old"));
        assertThat(Explanation.of(book, Set.of("other"), event, Events.TIME))
                .containsExactly("svc: refused, service-not-bound");
        assertThat(Explanation.of(book, Set.of("svc"), Events.event("z.happened", "", ""), Events.TIME))
                .containsExactly("no service has a rule for the type z.happened");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiterString = "=>", textBlock = """
        event.data.size > 2 && !event.data.late && event.data.size < 3 && event.data.none => \
            because event.data.late is true
        event.data.size > 2 && (event.data.late || event.data.none == 1) => \
            where event.data.size is 3, event.data.late is true, event.data.none is missing
        event.data.size > 5 || (event.data.late && event.data.word == 'a || b') => \
            because event.data.size > 5 is false, where event.data.size is 3;\
            because event.data.word == "a || b" is false, where event.data.word is a text of 6 characters
        event.data.size > 5 || (event.data.size > 2 && event.data.late) => \
            because event.data.size > 2 && event.data.late is true, where event.data.size is 3, event.data.late is true
        event.data.late && event.data.none > 1 => \
            because event.data.none > 1 cannot be told
        has(event.data.none) && event.data.none > 1 => \
            because has(event.data.none) is false
        event.data.late ? event.data.size > 3 : event.data.none => \
            because event.data.late is true; because event.data.size > 3 is false, where event.data.size is 3
        event.data.all.exists(one, one == 'P60') && event.data.late => \
            because event.data.all.exists(one, one == "P60") is false, where event.data.all is a list of 2
        event.data.mobile == 7 || event.data.born < date('2000-01-01') => \
            because event.data.mobile == 7 is false, where event.data.mobile is a number from 10,000;\
            because event.data.born < date("2000-01-01") is false
        event.type == 'x.happened' && event.caseReference == '' => \
            because event.caseReference == "" is false, where event.caseReference is a text of 6 characters
        """)
    void thePartsThatDecidedAreNamedAndNothingThatMayTellWhoItIsAbout(String condition, String reasons) {
        // Given
        RuleBook book = new RuleFolder(root).service("svc", """
              - id: one
                on: x.happened
                when: >-
                  %s
                to: applicant
                send: { channels: [sms], template: hello }
                language: en
            """.formatted(condition)).template("svc", "hello.sms.en", "Hello").load();
        CaseEvent event = Events.event("x.happened", "", """
            "size": 3, "late": true, "word": "Canary", "all": ["P45", "SA302"], "mobile": 447700900111,
            "born": {"date": "2000-02-28"}""");

        // When
        List<String> lines = Explanation.of(book, Set.of("svc"), event, Events.TIME);

        // Then
        assertThat(lines.stream().filter(line -> line.matches(" {4}(because|where) .*")).map(String::strip))
                .containsExactly(reasons.split("; *", -1));
        assertThat(String.join("\n", lines)).doesNotContain("Canary", "SA302", "900111", "02-28");
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
