package io.postroom.rules.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.rules.RuleFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleTestsTest {
    @TempDir
    private Path root;

    private List<RuleTestResult> run(String tests) {
        RuleFolder folder = new RuleFolder(root).service("svc", """
              - id: greet
                on: x.happened
                when: event.data.wanted
                to: applicant
                send: { channels: [sms, email], template: hello, values: { name: recipient.name } }
                language: en
            """).template("svc", "hello.sms.en", "Hello ((name))")
                .template("svc", "hello.email.en", "---\nsubject: Hello ((name))\n---\n# Dear ((name))\n\nGood day")
                .file("svc/events/1.json", """
                    {"id": "1", "source": "s", "type": "x.happened", "time": "2026-11-20T09:30:00Z",
                     "caseReference": "c", "recipients": [{"role": "applicant", "name": "Ann (Mrs)",
                     "mobile": "07700 900111", "email": "ann@example.org"}], "data": {"wanted": true}}""")
                .file("svc/tests/a.yaml", tests);
        return new RuleTests(root, folder.load()).run();
    }

    private List<String> failures(String test) {
        List<RuleTestResult> results = run("tests:\n  - test: it\n" + test.indent(4));
        assertThat(results).hasSize(1);
        assertThat(results.getFirst().service()).isEqualTo("svc");
        return results.getFirst().failures();
    }

    @Test
    void whatIsExpectedAndSentPasses() {
        assertThat(failures("""
            given: 1.json
            expect:
              - { channel: email, to: Ann@Example.org, subject: Hello Ann (Mrs), contains: [Dear Ann (Mrs), Good day],
                  lacks: [goodbye], language: en, template: hello, rule: greet, role: applicant }
              - { channel: sms, to: "+44 7700 900111", text: Hello Ann (Mrs) }
            """)).isEmpty();
    }

    @Test
    void whatIsSentAndNotExpectedFails() {
        assertThat(failures("""
            given: 1.json
            expect: [{ channel: sms }]
            """)).singleElement().asString().startsWith("Sent and not expected: email to ann@example.org by rule"
                + " greet at 2026-11-20T09:30:00Z: Hello Ann (Mrs) | # Dear Ann (Mrs) Good day");
    }

    @Test
    void whatIsExpectedAndNotSentFailsWithTheNearest() {
        assertThat(failures("""
            given: 1.json
            expect:
              - { channel: email, contains: [Good night] }
              - { channel: sms, text: Hello Bob }
            """)).hasSize(4).anyMatch(failure -> failure.contains("it does not say 'Good night'"))
                .anyMatch(failure -> failure.contains("text is 'Hello Ann (Mrs)', expected 'Hello Bob'"));
    }

    @Test
    void nothingWithAndWithoutAReason() {
        assertThat(failures("""
            given: 1.json
            change: { data: { wanted: false } }
            expect: nothing
            because: condition-false
            """)).isEmpty();
        assertThat(failures("""
            given: 1.json
            change: { data: { wanted: null } }
            expect: nothing
            """)).isEmpty();
        assertThat(failures("""
            given: 1.json
            change: { data: { wanted: null } }
            expect: nothing
            because: condition-false
            """)).contains("Expected nothing because of condition-false, and that is not what happened.")
                .contains("Not sent: greet: condition-error (when: event.data.wanted is missing)");
        assertThat(failures("""
            given: 1.json
            expect: nothing
            """)).hasSize(2);
        assertThat(failures("""
            given: 1.json
            change: { type: y.happened }
            expect: nothing
            because: no-matching-rule
            """)).isEmpty();
    }

    @Test
    void anEventWrittenOnTheSpotAndAReasonForOneChannel() {
        assertThat(failures("""
            given:
              id: e
              source: s
              type: x.happened
              time: 2026-11-20T09:30:00Z
              caseReference: 4711x
              recipients: [{ role: applicant, name: Bob, email: bob@example.org }]
              data: { wanted: true }
            expect:
              - { channel: email, contains: Dear Bob }
              - { channel: sms, role: applicant, because: no-address }
            """)).isEmpty();
    }

    @Test
    void severalEventsInOneTest() {
        assertThat(failures("""
            given: [1.json, 1.json]
            expect: [{ channel: sms }, { channel: sms }, { channel: email }, { channel: email }]
            """)).isEmpty();
    }

    private List<String> timed(String test) {
        RuleFolder folder = new RuleFolder(root).service("svc", """
              - id: remind
                on: x.planned
                to: applicant
                send: { channels: [sms], template: hello, values: { name: recipient.name } }
                language: en
                sendAt: event.data.due
                window: { from: "08:00", to: "20:00" }
                expires: 3h
            """).template("svc", "hello.sms.en", "Hello ((name))").file("svc/events/1.json", """
            {"id": "1", "source": "s", "type": "x.planned", "time": "2026-11-20T09:30:00Z",
             "caseReference": "c", "recipients": [{"role": "applicant", "name": "Ann", "mobile": "07700 900111"}],
             "data": {"due": {"time": "2026-11-30T11:00:00Z"}}}""").file("svc/tests/a.yaml",
                "tests:\n  - test: it\n" + test.indent(4));
        List<RuleTestResult> results = new RuleTests(root, folder.load()).run();
        assertThat(results).hasSize(1);
        return results.getFirst().failures();
    }

    @Test
    void messagesGoOutAtTheirTimeOnAClockThatJumps() {
        assertThat(timed("""
            given: 1.json
            expect: [{ channel: sms, at: 2026-11-30T11:00:00Z }]
            """)).isEmpty();
        assertThat(timed("""
            given: 1.json
            expect: [{ channel: sms, at: 2026-11-20T09:30:00Z }]
            """))
                .anyMatch(failure -> failure.contains("at is '2026-11-30T11:00:00Z', expected '2026-11-20T09:30:00Z'"));
        assertThat(timed("""
            given: 1.json
            change: { data: { due: { time: "2026-11-30T06:00:00Z" } } }
            expect: [{ at: 2026-11-30T08:00:00Z }]
            """)).isEmpty();
    }

    @Test
    void whatIsTooLateWhenTheWindowOpensIsNotSent() {
        assertThat(timed("""
            given: 1.json
            change: { data: { due: { time: "2026-11-30T04:00:00Z" } } }
            expect: nothing
            because: too-old
            """)).isEmpty();
    }

    @Test
    void laterEventsHappenAtTheirOwnTimeAtAMomentOrAfterAWhile() {
        assertThat(timed("""
            given: 1.json
            then:
              - 1.json
              - { after: 10d, given: 1.json, change: { data: { due: { time: "2026-11-20T00:00:00Z" } } } }
              - { at: "2026-11-30T14:30:00Z", given: 1.json }
            expect:
              - { at: 2026-11-30T11:00:00Z }
              - { at: 2026-11-30T11:00:00Z }
              - { at: 2026-11-30T09:30:00Z }
              - because: too-old
            """)).isEmpty();
        assertThat(timed("""
            given: 1.json
            then: [{ after: soon, given: 1.json }]
            expect: nothing
            """)).singleElement().asString().contains("must be a length of time");
    }

    private List<String> withdrawn(String test) {
        RuleFolder folder = new RuleFolder(root).service("svc", """
              - id: remind
                on: x.planned
                to: applicant
                send: { channels: [sms], template: hello, values: { name: recipient.name } }
                language: en
                sendAt: event.time + duration('24h')
                cancelledBy: x.done
                supersedes: remind
            """).template("svc", "hello.sms.en", "Hello ((name))").file("svc/events/1.json", """
            {"id": "1", "source": "s", "type": "x.planned", "time": "2026-11-20T09:30:00Z",
             "caseReference": "c", "recipients": [{"role": "applicant", "name": "Ann", "mobile": "07700 900111"}],
             "data": {}}""").file("svc/tests/a.yaml", "tests:\n  - test: it\n" + test.indent(4));
        List<RuleTestResult> results = new RuleTests(root, folder.load()).run();
        assertThat(results).hasSize(1);
        return results.getFirst().failures();
    }

    @Test
    void aLaterEventTakesBackWhatWaitsAndNothingThatHasGoneOut() {
        assertThat(withdrawn("""
            given: 1.json
            then: [{ after: 23h, given: 1.json, change: { id: "2", type: x.done } }]
            expect: nothing
            because: cancelled-by-event
            """)).isEmpty();
        assertThat(withdrawn("""
            given: 1.json
            then: [{ after: 24h, given: 1.json, change: { id: "2", type: x.done } }]
            expect: [{ at: "2026-11-21T09:30:00Z" }]
            """)).isEmpty();
        assertThat(withdrawn("""
            given: 1.json
            then: [{ after: 1h, given: 1.json, change: { id: "2", type: x.done, caseReference: other } }]
            expect: [{ at: "2026-11-21T09:30:00Z" }]
            """)).isEmpty();
    }

    @Test
    void anEventThatComesTooLateIsTakenBackByTheLaterOneBeforeIt() {
        assertThat(withdrawn("""
            given: 1.json
            change: { id: "2", type: x.done, time: "2026-11-20T10:00:00Z" }
            then: [{ at: "2026-11-20T10:05:00Z", given: 1.json }]
            expect: nothing
            because: cancelled-by-event
            """)).isEmpty();
        assertThat(withdrawn("""
            given: 1.json
            change: { id: "2", type: x.done, time: "2026-11-20T09:00:00Z" }
            then: [{ at: "2026-11-20T10:05:00Z", given: 1.json }]
            expect: [{ rule: remind }]
            """)).isEmpty();
    }

    @Test
    void aNewerMessageReplacesAnEarlierOne() {
        assertThat(withdrawn("""
            given: 1.json
            then: [{ after: 2h, given: 1.json, change: { id: "2" } }]
            expect: [{ at: "2026-11-21T11:30:00Z" }, { because: superseded }]
            """)).isEmpty();
        assertThat(withdrawn("""
            given: 1.json
            change: { id: "2", time: "2026-11-20T11:30:00Z" }
            then: [{ at: "2026-11-20T12:00:00Z", given: 1.json }]
            expect: [{ at: "2026-11-21T11:30:00Z" }, { because: superseded }]
            """)).isEmpty();
    }

    private List<String> followed(String test) {
        RuleFolder folder = new RuleFolder(root).service("svc", """
              - id: chase
                on: x.chased
                to: applicant
                send:
                  channels: [sms]
                  template: hello
                  values: { name: recipient.name }
                  fallback: [email, letter]
                  fallbackAfter: 72h
                language: en
                window: { from: "08:00", to: "20:00" }
                expires: 14d
            """).template("svc", "hello.sms.en", "Hello ((name))")
                .template("svc", "hello.email.en", "---\nsubject: Hello\n---\nDear ((name))")
                .template("svc", "hello.letter.en", "---\nsubject: Hello\ncontact: Svc\n---\nDear ((name))")
                .file("svc/events/1.json", """
                    {"id": "1", "source": "s", "type": "x.chased", "time": "2026-11-20T09:30:00Z",
                     "caseReference": "c", "recipients": [{"role": "applicant", "name": "Ann",
                     "mobile": "07700 900111", "email": "ann@example.org",
                     "addressLines": ["Ann", "1 High Street", "Cardiff", "CF10 1AA"]}], "data": {}}""")
                .file("svc/tests/a.yaml", "tests:\n  - test: it\n" + test.indent(4));
        List<RuleTestResult> results = new RuleTests(root, folder.load()).run();
        assertThat(results).hasSize(1);
        return results.getFirst().failures();
    }

    @Test
    void whatDoesNotArriveIsSentByTheNextChannelWhenItsWindowIsOpen() {
        assertThat(followed("""
            given: 1.json
            expect: [{ channel: sms }]
            """)).isEmpty();
        assertThat(followed("""
            given: 1.json
            then:
              - { after: 12h, report: failed }
              - { after: 24h, report: no-receipt, channel: email, rule: chase }
            expect:
              - { channel: sms }
              - { channel: email, at: "2026-11-21T08:00:00Z" }
              - { channel: letter, at: "2026-11-24T08:00:00Z" }
            """)).isEmpty();
        assertThat(followed("""
            given: 1.json
            then: [{ report: failed, because: content-refused }]
            expect: [{ channel: sms }]
            """)).isEmpty();
        assertThat(followed("""
            given: 1.json
            then: [{ after: 14d, report: expired }]
            expect: [{ channel: sms }, { channel: email, at: "2026-12-04T09:30:00Z" }]
            """)).isEmpty();
    }

    private List<String> limited(String limits, String test) {
        RuleFolder folder = new RuleFolder(root).service("svc", """
              - id: chase
                on: x.chased
                to: applicant
                send: { channels: [sms], template: hello, values: { name: event.data.name } }
                language: en
            """ + limits.indent(4)).template("svc", "hello.sms.en", "Hello ((name))")
                .file("svc/events/1.json", """
                    {"id": "1", "source": "s", "type": "x.chased", "time": "2026-11-20T09:30:00Z",
                     "caseReference": "c", "recipients": [{"role": "applicant", "mobile": "07700 900111"}],
                     "data": {"name": "Ann"}}""")
                .file("svc/tests/a.yaml", "tests:\n  - test: it\n" + test.indent(4));
        List<RuleTestResult> results = new RuleTests(root, folder.load()).run();
        assertThat(results).hasSize(1);
        return results.getFirst().failures();
    }

    @Test
    void aTestShowsWhatIsTooMuchForAPersonAndForAnHour() {
        assertThat(limited("cap: { perPerson: 2, in: 24h }",
                """
                    given: 1.json
                    then:
                      - { after: 1h, given: 1.json, change: { id: "2" } }
                      - { after: 1h, given: 1.json, change: { id: "3" } }
                      - { after: 1h, given: 1.json, change: { id: "4", recipients: [{ role: applicant, mobile: 07700 900222 }] } }
                      - { after: 21h, given: 1.json, change: { id: "5" } }
                    expect:
                      - { at: "2026-11-20T09:30:00Z" }
                      - { at: "2026-11-20T10:30:00Z" }
                      - { because: cap-reached }
                      - { to: 07700 900222 }
                      - { at: "2026-11-21T09:30:00Z" }
                    """))
                .isEmpty();
        assertThat(limited("sameContent: 2h", """
            given: 1.json
            then:
              - { after: 1h, given: 1.json, change: { id: "2" } }
              - { after: 10m, given: 1.json, change: { id: "3", data: { name: Bob } } }
              - { after: 50m, given: 1.json, change: { id: "4" } }
            expect:
              - { text: Hello Ann, at: "2026-11-20T09:30:00Z" }
              - { because: same-content }
              - { text: Hello Bob }
              - { text: Hello Ann, at: "2026-11-20T11:30:00Z" }
            """)).isEmpty();
        assertThat(limited("blastLimit: { perHour: 1 }", """
            given: 1.json
            then:
              - { after: 59m, given: 1.json, change: { id: "2" } }
              - { after: 1m, given: 1.json, change: { id: "3" } }
            expect: [{ at: "2026-11-20T09:30:00Z" }, { because: blast-limit }, { at: "2026-11-20T10:30:00Z" }]
            """)).isEmpty();
    }

    @Test
    void aReportAboutNothingFailsTheTest() {
        assertThat(followed("""
            given: 1.json
            change: { time: "2026-11-20T21:30:00Z" }
            then: [{ after: 1h, report: failed }]
            expect: [{ channel: sms }]
            """)).singleElement().asString().contains("a message that has not gone out");
    }

    @Test
    void aTestThatCannotBeReadHasFailed() {
        assertThat(failures("given: 2.json\nexpect: nothing\n")).singleElement().asString()
                .contains("there is no file events/2.json");
        assertThat(failures("given: ../rules.yaml\nexpect: nothing\n")).singleElement().asString()
                .contains("there is no file");
        assertThat(failures("given: 1.json\nexpect: something\n")).singleElement().asString()
                .contains("must be a list of messages, or the word nothing");
        assertThat(failures("given: 1.json\nexpect: nothing\nbecause: reasons\n")).anyMatch(
                failure -> failure.contains("must be already-decided, "));
        assertThat(run("test: []\n")).singleElement().satisfies(result -> assertThat(result.failures()).isNotEmpty());
    }
}
