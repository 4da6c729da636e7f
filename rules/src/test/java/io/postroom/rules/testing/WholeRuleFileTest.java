package io.postroom.rules.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.rules.RuleBook;
import io.postroom.rules.RuleFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file with every key of the format loads without a word, and does what each of them says. */
class WholeRuleFileTest {
    /** 'sendAt' and 'collect' exclude each other, so that they stand in two rules. */
    private static final String FILE = """
        service: student-finance
        languages: [en]
        sources: [case-events]
        senders: { sms: StudentFin, email: "Student Finance <no-reply@example.gov.uk>" }
        statusTopic: true
        rules:
          - id: evidence-receipt
            on: evidence.received
            when: event.data.documents.size() > 0
            to: applicant
            send:
              channels: preferred
              template: evidence-receipt
              values: { due: "longDate(event.data.due)" }
              fallback: [sms, letter]
              fallbackAfter: 72h
            language: recipient
            priority: normal
            urgent: false
            essential: true
            window: { from: "08:00", to: "20:00", zone: Europe/London }
            expires: 14d
            collect: { for: 15m, values: { documents: event.data.documents } }
            cancelledBy: [application.withdrawn]
            supersedes: [evidence-reminder]
            cap: { perPerson: 3, in: 24h }
            sameContent: 24h
            blastLimit: { perHour: 10000 }
            unknown: resend
          - id: evidence-reminder
            on: evidence.asked
            to: applicant
            send:
              channels: preferred
              template: evidence-reminder
              values: { due: "longDate(event.data.due)" }
            priority: bulk
            sendAt: "event.data.due - duration('672h')"
            expires: 14d
            cancelledBy: [application.withdrawn]
        """;
    private static final String EVENT = """
        {"id": "1", "source": "s", "type": "evidence.received", "time": "2026-11-20T09:30:00Z", "caseReference": "c",
         "recipients": [{"role": "applicant", "name": "Ann Lee", "mobile": "07700 900111", "email": "ann@example.org",
         "addressLines": ["Ann Lee", "1 High Street", "CF10 1AA"], "preferredChannel": "email"}],
         "data": {"documents": ["P60"], "due": {"date": "2027-01-15"}}}""";

    @TempDir
    private Path root;

    private RuleFolder folder;

    @BeforeEach
    void write() {
        folder = new RuleFolder(root).file("student-finance/rules.yaml", FILE);
        for (String template : List.of("evidence-receipt", "evidence-reminder")) {
            String words = template.equals("evidence-receipt")
                    ? "Got ((documents)). Due ((due))."
                    : "Send it by ((due)).";
            folder.template("student-finance", template + ".sms.en", words)
                    .template("student-finance", template + ".email.en", "---\nsubject: Evidence\n---\n" + words)
                    .template("student-finance", template + ".letter.en",
                            "---\nsubject: Evidence\ncontact: Student Finance\n---\n" + words);
        }
        folder.file("student-finance/events/1.json", EVENT);
        String due = "\"due\": {\"type\": \"object\", \"properties\": {\"date\": {}}}";
        folder.file("student-finance/schemas/evidence.asked.json", "{\"properties\": {" + due + "}}");
        folder.file("student-finance/schemas/evidence.received.json", "{\"properties\": {" + due
                + ", \"documents\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}}}}");
    }

    private List<String> failures(String test) {
        folder.file("student-finance/tests/a.yaml", "tests:\n  - test: it\n" + test.indent(4));
        RuleBook book = folder.load();
        assertThat(book.warnings()).isEmpty();
        List<RuleTestResult> results = new RuleTests(root, book).run();
        assertThat(results).hasSize(1);
        return results.getFirst().failures();
    }

    @Test
    void whatIsCollectedGoesAsThePersonPrefersThenByTheNextChannels() {
        assertThat(failures("""
            given: 1.json
            then:
              - { after: 5m, given: 1.json, change: { id: "2", data: { documents: [Payslip] } } }
              - { after: 1h, report: failed, because: unknown-recipient }
              - { after: 72h, report: no-receipt, channel: sms }
            expect:
              - { channel: email, at: "2026-11-20T09:45:00Z", contains: [P60, Payslip, 15 January 2027] }
              - { channel: sms, at: "2026-11-20T10:35:00Z", contains: [P60 and Payslip] }
              - { channel: letter }
            """)).isEmpty();
    }

    @Test
    void aReminderWaitsForItsDayUnlessWhatItAsksForComes() {
        assertThat(failures("""
            given: 1.json
            change: { type: evidence.asked }
            expect: [{ rule: evidence-reminder, channel: email, at: "2026-12-18T00:00:00Z" }]
            """)).isEmpty();
        assertThat(failures("""
            given: 1.json
            change: { type: evidence.asked }
            then: [{ after: 24h, given: 1.json, change: { id: "2" } }]
            expect:
              - { rule: evidence-receipt, channel: email, at: "2026-11-21T09:45:00Z" }
              - { because: superseded }
            """)).isEmpty();
        assertThat(failures("""
            given: 1.json
            then: [{ after: 5m, given: 1.json, change: { id: "2", type: application.withdrawn } }]
            expect: nothing
            because: cancelled-by-event
            """)).isEmpty();
    }

    @Test
    void aPersonGetsEachOnlyOnceAndNoMoreThanThreeADayAndNobodyIsWokenUp() {
        assertThat(failures("""
            given: 1.json
            then:
              - { after: 1h, given: 1.json, change: { id: "2", caseReference: d } }
              - { after: 1h, given: 1.json, change: { id: "3", caseReference: e, data: { documents: [Passport] } } }
              - { after: 1h, given: 1.json, change: { id: "4", caseReference: f, data: { documents: [Lease] } } }
              - { after: 1h, given: 1.json, change: { id: "5", caseReference: g, data: { documents: [Visa] } } }
              - { after: 7h, given: 1.json, change: { id: "6", caseReference: h, data: { documents: [] } } }
              - { after: 1h, given: 1.json, change: { id: "7", caseReference: i, data: { documents: [Letter] } } }
            expect:
              - { at: "2026-11-20T09:45:00Z" }
              - { because: same-content }
              - { at: "2026-11-20T11:45:00Z", contains: Passport }
              - { at: "2026-11-20T12:45:00Z", contains: Lease }
              - { because: cap-reached }
              - { because: condition-false }
              - { because: cap-reached }
            """)).isEmpty();
    }
}
