package io.postroom.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a rule set is told with file, line, column and a sentence, all of it at once. */
class BadRuleSetsTest {
    @TempDir
    private Path root;

    private static final String GOOD_RULE = """
          - id: a
            on: x.happened
            to: applicant
            send: { channels: [sms], template: hello }
            language: en
        """;

    private List<String> problemsOf(String rules) {
        return new RuleFolder(root).service("svc", rules).template("svc", "hello.sms.en", "Hello").problems();
    }

    private List<String> problemsOfFile(String file) {
        return new RuleFolder(root).file("svc/rules.yaml", file).template("svc", "hello.sms.en", "Hello").problems();
    }

    @Test
    void aGoodOneHasNoProblems() {
        assertThat(problemsOf(GOOD_RULE)).isEmpty();
    }

    @Test
    void anUnknownKey() {
        assertThat(problemsOf(GOOD_RULE + "    priorty: bulk\n")).containsExactly("svc/rules.yaml:10:5 'priorty' is not"
                + " known here (did you mean 'priority'?); known are id, on, when, to, send, language, priority, urgent,"
                + " essential, expires, sendAt, window, cancelledBy, supersedes, collect, cap, sameContent, blastLimit or"
                + " unknown.");
    }

    @Test
    void aKeyGivenTwice() {
        assertThat(problemsOf(GOOD_RULE + "    language: cy\n"))
                .containsExactly("svc/rules.yaml:10:5 'language' is given twice; keep one.");
    }

    private static Predicate<String> limit(int line, String sentence) {
        return problem -> problem.startsWith("svc/rules.yaml:" + line + ":") && problem.endsWith(" " + sentence);
    }

    @Test
    void limitsThatCannotBe() {
        assertThat(problemsOf("""
              - id: a
                on: x.happened
                to: applicant
                send: { channels: [sms], template: hello }
                language: en
                cap: { perPerson: 0, in: 24h }
                sameContent: 32d
                blastLimit: { perHour: many }
            """)).hasSize(3).anyMatch(limit(10, "'rules.cap.perPerson' must be a whole number from 1 to 100."))
                .anyMatch(limit(11, "'rules.sameContent' must be 31d at most."))
                .anyMatch(limit(12, "'rules.blastLimit.perHour' must be a whole number from 1 to 100000000."));
        assertThat(problemsOf("""
              - id: a
                on: x.happened
                to: applicant
                send: { channels: [sms], template: hello }
                language: en
                cap: { perPerson: 3 }
                blastLimit: {}
            """)).hasSize(2).anyMatch(problem -> problem.contains("'in'") && problem.contains("such as 24h"))
                .anyMatch(problem -> problem.contains("'perHour'") && problem.contains("such as 10000"));
    }

    @Test
    void collectionsThatCannotBe() {
        assertThat(problemsOf("""
              - id: a
                on: x.happened
                to: applicant
                send: { channels: [sms], template: hello, values: { names: recipient.name } }
                language: en
                sendAt: event.time
                collect: { for: 2d, values: { names: event.data.nam( } }
            """)).anyMatch(problem -> problem.contains("'rules.collect' cannot stand beside 'sendAt'"))
                .anyMatch(problem -> problem.contains("'rules.collect.for' must be 1d at most"))
                .anyMatch(problem -> problem.contains("is given under 'send.values' too; keep one"))
                .anyMatch(problem -> problem.contains("This expression is not right"));
        assertThat(problemsOf(GOOD_RULE + "    collect: { for: 15m }\n")).singleElement().asString()
                .contains("'values' is missing");
    }

    @Test
    void fallbacksThatCannotBe() {
        assertThat(problemsOf("""
              - id: a
                on: x.happened
                to: applicant
                send: { channels: [sms], template: hello, fallback: [sms, letter, letter], fallbackAfter: 30d }
                language: en
            """)).containsExactly(
                "svc/rules.yaml:5:5 The template templates/hello.letter.en.md, which rule 'a' needs, is missing; write"
                        + " it, or check the spelling.",
                "svc/rules.yaml:8:57 'rules.send.fallback' names sms, by which the rule begins.",
                "svc/rules.yaml:8:71 'rules.send.fallback' names the same twice.",
                "svc/rules.yaml:8:95 'rules.send.fallbackAfter' must be 21d at most, since receipts are not waited for"
                        + " longer.");
        assertThat(problemsOf("""
              - id: a
                on: x.happened
                to: applicant
                send: { channels: [sms, email], template: hello, fallback: letter, fallbackAfter: 72h }
                language: en
            """)).anyMatch(problem -> problem.startsWith("svc/rules.yaml:8:64 'rules.send.fallback' needs one channel"
                + " to begin with, or 'channels: preferred'"));
        assertThat(problemsOf("""
              - id: a
                on: x.happened
                to: applicant
                send: { channels: [sms], template: hello, fallbackAfter: 72h }
                language: en
            """)).containsExactly("svc/rules.yaml:8:62 'rules.send.fallbackAfter' says when the next channel's turn is,"
                + " but there is none; add 'fallback' or leave it out.");
    }

    @Test
    void aFallbackNeedsTemplatesPlaceholdersAndASenderToo() {
        // Given
        RuleFolder folder = new RuleFolder(root).file("svc/rules.yaml", """
            service: svc
            sources: [case-events]
            languages: [en]
            senders: { sms: Example }
            rules:
              - id: a
                on: x.happened
                to: applicant
                send: { channels: [sms], template: hello, fallback: [email, letter] }
            """).template("svc", "hello.sms.en", "Hello")
                .template("svc", "hello.letter.en", "---\nsubject: Hello\ncontact: Svc\n---\nDear ((name))");

        // Then
        assertThat(folder.problems()).containsExactlyInAnyOrder(
                "svc/rules.yaml:6:5 Rule 'a' sends by email, but the service has no sender for it; add 'email' to"
                        + " 'senders'.",
                "svc/rules.yaml:6:5 The template templates/hello.email.en.md, which rule 'a' needs, is missing; write it,"
                        + " or check the spelling.",
                "svc/templates/hello.letter.en.md:5:6 Rule 'a' gives no value for ((name)); add it to the rule's values.");
    }

    @Test
    void wrongTypesAndWords() {
        assertThat(problemsOf("""
              - id: Not An Id
                on: x.happened
                to: applicant
                send: { channels: [sms, smoke], template: hello }
                language: english
                priority: 1
                urgent: yes
                expires: two weeks
                unknown: maybe
            """)).contains(
                "svc/rules.yaml:5:9 'rules.id' must be lower-case words of letters and digits, joined by hyphens.",
                "svc/rules.yaml:8:29 'rules.send.channels' must be email, letter or sms.")
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void everyWrongSettingOfARuleIsTold() {
        assertThat(problemsOf("""
              - id: a
                on: x.happened
                to: applicant
                send: { channels: [sms], template: hello }
                language: english
                priority: 1
                urgent: yes
                expires: two weeks
                unknown: maybe
            """)).contains("svc/rules.yaml:9:15 'rules.language' must be both, cy, en or recipient.",
                "svc/rules.yaml:10:15 'rules.priority' must be bulk or normal.",
                "svc/rules.yaml:11:13 'rules.urgent' must be true or false.",
                "svc/rules.yaml:12:14 'rules.expires' must be a length of time, such as 30s, 15m, 72h or 14d.",
                "svc/rules.yaml:13:14 'rules.unknown' must be ask or resend.");
    }

    @Test
    void whatCannotBeTakenBack() {
        assertThat(problemsOf(GOOD_RULE + "    cancelledBy: [y.happened, x.happened]\n    supersedes: [b, a]\n"))
                .containsExactly(
                        "svc/rules.yaml:5:5 Rule 'a' supersedes the rule 'b', which the service does not have.",
                        "svc/rules.yaml:10:18 'rules.cancelledBy' names an event type that the"
                                + " rule is itself about.");
    }

    @Test
    void wrongTimes() {
        assertThat(problemsOf(GOOD_RULE + """
                sendAt: event.id
                window: { from: "8am", to: "25:00", zone: Mars }
            """)).containsExactly(
                "svc/rules.yaml:10:13 'rules.sendAt' must be a date or a moment; this expression is neither.",
                "svc/rules.yaml:11:21 'rules.window.from' must be a time of day such as 08:00.",
                "svc/rules.yaml:11:32 'rules.window.to' must be a time of day such as 08:00.",
                "svc/rules.yaml:11:47 'rules.window.zone' must be a time zone such as Europe/London.");
        assertThat(problemsOf(GOOD_RULE + "    window: { from: '20:00', to: '08:00' }\n")).containsExactly(
                "svc/rules.yaml:10:13 'rules.window' must open before it closes, on the same day.");
        assertThat(problemsOf(GOOD_RULE + "    window: { from: '20:00' }\n")).containsExactly(
                "svc/rules.yaml:10:13 'to' is missing: the time of day at which the window closes, such as 20:00.");
    }

    @Test
    void anExpressionThatDoesNotCompilePointsAtItsOwnMistake() {
        assertThat(problemsOf("""
              - id: a
                on: x.happened
                when: event.idd == 'x'
                to: applicant
                send: { channels: [sms], template: hello }
                language: en
            """)).containsExactly(
                "svc/rules.yaml:7:16 This expression is not right: undefined field 'idd'.");
    }

    @Test
    void anExpressionWithUnknownFunctionsOrBrokenSyntax() {
        assertThat(problemsOf("""
              - id: a
                on: x.happened
                when: "event.data.x == longDay(event.time)"
                to: applicant
                send: { channels: [sms], template: hello, values: { due: "event.data." } }
                language: en
            """)).anyMatch(problem -> problem.contains("undeclared reference to 'longDay'"))
                .anyMatch(problem -> problem.startsWith("svc/rules.yaml:9:"));
    }

    @Test
    void aConditionThatIsNoCondition() {
        assertThat(problemsOf("""
              - id: a
                on: x.happened
                when: event.id
                to: applicant
                send: { channels: [sms], template: hello }
                language: en
            """)).containsExactly(
                "svc/rules.yaml:7:11 A condition must be true or false; this expression is neither.");
    }

    @Test
    void aTemplateThatIsMissingInAChannelOrALanguage() {
        assertThat(problemsOf("""
              - id: a
                on: x.happened
                to: applicant
                send: { channels: [sms, email], template: hello }
            """)).containsExactlyInAnyOrder(
                "svc/rules.yaml:5:5 The template templates/hello.email.cy.md, which rule 'a' needs, is missing; write it,"
                        + " or say 'languages: [en]' if the service has no Welsh.",
                "svc/rules.yaml:5:5 The template templates/hello.email.en.md, which rule 'a' needs, is missing; write it,"
                        + " or check the spelling.",
                "svc/rules.yaml:5:5 The template templates/hello.sms.cy.md, which rule 'a' needs, is missing; write it,"
                        + " or say 'languages: [en]' if the service has no Welsh.");
    }

    @Test
    void aTemplateThatIsNowhere() {
        assertThat(problemsOf("""
              - id: a
                on: x.happened
                to: applicant
                send: { channels: preferred, template: helo }
            """)).containsExactly("svc/rules.yaml:5:5 There is no template 'helo' in any channel (did you mean"
                + " 'hello'?); rule 'a' needs it in at least one.");
    }

    @Test
    void aPlaceholderWithoutAValuePointsIntoTheTemplate() {
        // Given
        RuleFolder folder = new RuleFolder(root).service("svc", """
              - id: a
                on: x.happened
                to: applicant
                send: { channels: [email], template: hello, values: { naem: recipient.name } }
                language: recipient
            """).template("svc", "hello.email.en", "---\nsubject: Hello\n---\nDear ((naem))")
                .template("svc", "hello.email.cy", "---\nsubject: Helo\n---\nAnnwyl\n  ((name))");

        // Then
        assertThat(folder.problems()).containsExactly("svc/templates/hello.email.cy.md:5:3 Rule 'a' gives no value for"
                + " ((name)) (did you mean 'naem'?); add it to the rule's values.");
    }

    @Test
    void aTemplateThatIsNoTemplate() {
        // Given
        RuleFolder folder = new RuleFolder(root).service("svc", GOOD_RULE).template("svc", "hello.sms.en", "Hello")
                .template("svc", "other.email.en", "no subject").template("svc", "Other.fax.en", "hello");

        // Then
        assertThat(folder.problems()).hasSize(2)
                .anyMatch(problem -> problem
                        .startsWith("svc/templates/other.email.en.md:1:1 The template needs a subject"))
                .contains("svc/templates/Other.fax.en.md:1:1 A template's file is named <id>.<sms, email or"
                        + " letter>.<en or cy>.md.");
    }

    @Test
    void bothLanguagesInAnythingButALetter() {
        // Given
        RuleFolder folder = new RuleFolder(root).service("svc", GOOD_RULE.replace("language: en", "language: both"))
                .template("svc", "hello.sms.en", "Hello").template("svc", "hello.sms.cy", "Helo");

        // Then
        assertThat(folder.problems()).containsExactly("svc/rules.yaml:5:5 Rule 'a' writes in both languages, which only"
                + " letters can; use 'language: recipient'.");
    }

    @Test
    void aChannelWithoutASender() {
        assertThat(problemsOfFile("""
            service: svc
            sources: [case-events]
            rules:
            """ + GOOD_RULE)).containsExactly("svc/rules.yaml:4:5 Rule 'a' sends by sms, but the service has no"
                + " sender for it; add 'sms' to 'senders'.");
    }

    @Test
    void sendersThatCannotBe() {
        assertThat(problemsOfFile("""
            service: svc
            sources: [case-events]
            senders: { sms: "Much Too Long A Name", email: "nobody at all" }
            rules:
            """ + GOOD_RULE)).contains(
                "svc/rules.yaml:3:17 'senders.sms' is not a sender that texts can have: A sender name can have at most 11"
                        + " characters.",
                "svc/rules.yaml:3:48 'senders.email' must be an e-mail address, or a name with one: My service"
                        + " <no-reply@example.gov.uk>.");
    }

    @Test
    void twoRulesOfOneId() {
        assertThat(problemsOf(GOOD_RULE + GOOD_RULE)).containsExactly(
                "svc/rules.yaml:10:5 The rule 'a' is already in line 5; every rule needs an id of its own.");
    }

    @Test
    void twoFilesOfOneService() {
        // Given
        RuleFolder folder = new RuleFolder(root).service("svc", GOOD_RULE).template("svc", "hello.sms.en", "Hello")
                .file("svc-again/rules.yaml", """
                    service: svc
                    sources: [case-events]
                    senders: { sms: Example }
                    rules:
                    """ + GOOD_RULE).template("svc-again", "hello.sms.en", "Hello");

        // Then
        assertThat(folder.problems()).containsExactly("svc-again/rules.yaml:1:1 The service 'svc' already has rules in"
                + " svc/rules.yaml; a service has one file.");
    }

    @Test
    void whatEveryFileNeeds() {
        assertThat(problemsOfFile("statusTopic: true\n")).containsExactlyInAnyOrder(
                "svc/rules.yaml:1:1 'rules' is missing: list at least one rule.",
                "svc/rules.yaml:1:1 'service' is missing: name the service.",
                "svc/rules.yaml:1:1 'sources' is missing: name the topics that may speak for the service.");
    }

    @Test
    void whatIsNotYaml() {
        assertThat(problemsOfFile("service: svc\nrules: [\n")).singleElement().asString()
                .startsWith("svc/rules.yaml:3:1 This is not YAML: ");
    }

    @Test
    void aFolderThatIsEmptyOrMissing() {
        assertThat(new RuleFolder(root).problems()).singleElement().asString().contains("There is no rule set");
        assertThat(new RuleFolder(root.resolve("nowhere")).problems()).singleElement().asString()
                .contains("does not exist");
    }

    @Test
    void theExceptionTellsAllOfIt() {
        // Given
        RuleFolder folder = new RuleFolder(root).service("svc", GOOD_RULE + GOOD_RULE);

        // Then
        assertThatThrownBy(folder::load).isInstanceOf(InvalidRuleBookException.class)
                .hasMessageStartingWith("The rule sets have 3 problems:\n").hasMessageContaining("already in line 5")
                .hasMessageContaining("templates/hello.sms.en.md");
    }

    @Test
    void valuesThatNobodyUsesAndTemplatesThatNobodyUsesAreWarnings() {
        // Given
        RuleBook book = new RuleFolder(root).service("svc", """
              - id: a
                on: x.happened
                to: applicant
                send: { channels: [sms], template: hello, values: { name: recipient.name } }
                language: en
            """).template("svc", "hello.sms.en", "Hello").template("svc", "spare.sms.en", "Hello").load();

        // Then
        assertThat(book.warnings()).extracting(RuleProblem::toString).containsExactly(
                "svc/rules.yaml:1:1 No rule uses the template 'spare'; only send requests can.",
                "svc/rules.yaml:5:5 Rule 'a' gives the value 'name', which no variant of the template 'hello' uses.");
    }
}
