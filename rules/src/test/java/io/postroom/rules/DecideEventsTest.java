package io.postroom.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Channel;
import io.postroom.content.Language;
import io.postroom.content.template.Message;
import io.postroom.rules.decision.PlannedMessage;
import io.postroom.rules.decision.RecipientDecision;
import io.postroom.rules.decision.RecipientDecision.Failed;
import io.postroom.rules.decision.RecipientDecision.Send;
import io.postroom.rules.decision.RecipientDecision.Suppressed;
import io.postroom.rules.decision.RuleDecision;
import io.postroom.rules.decision.ServiceDecision;
import io.postroom.rules.set.Sender;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecideEventsTest {
    private static final Instant NOW = Events.TIME.plusSeconds(60);
    private static final String ANN = """
        {"role": "applicant", "reference": "p-1", "name": "Ann", "mobile": "07700 900111",
         "email": "ann@example.org", "addressLines": ["Ann", "1 High Street", "Cardiff", "CF10 1AA"]}""";

    @TempDir
    private Path root;

    private RuleFolder folder() {
        return new RuleFolder(root).template("svc", "hello.sms.en", "Hello ((name))")
                .template("svc", "hello.sms.cy", "Helo ((name))")
                .template("svc", "hello.email.en", "---\nsubject: Hello ((name))\n---\nDear ((name))")
                .template("svc", "hello.email.cy", "---\nsubject: Helo ((name))\n---\nAnnwyl ((name))")
                .template("svc", "hello.letter.en",
                        "---\nsubject: Hello ((name))\npostage: first\ncontact: Svc\n---\nDear ((name))")
                .template("svc", "hello.letter.cy", "---\nsubject: Helo ((name))\n---\nAnnwyl ((name))");
    }

    /** A rule set with one rule. */
    private RuleBook rule(String channels, String more) {
        return folder().service("svc", """
              - id: greet
                on: x.happened
                to: applicant
                send: { channels: %s, template: hello, values: { name: recipient.name } }
            """.formatted(channels) + more).load();
    }

    private static RuleDecision decideOne(RuleBook book, CaseEvent event, Instant now) {
        List<ServiceDecision> decisions = book.decide(Set.of("svc"), event, now);
        assertThat(decisions).singleElement().isInstanceOf(ServiceDecision.Ruled.class);
        assertThat(decisions.getFirst().service()).isEqualTo("svc");
        assertThat(decisions.getFirst().rulesVersion()).isEqualTo(book.version("svc").orElseThrow());
        return ((ServiceDecision.Ruled) decisions.getFirst()).rules().getFirst();
    }

    private static List<RecipientDecision> recipients(RuleBook book, CaseEvent event) {
        return ((RuleDecision.Matched) decideOne(book, event, NOW)).recipients();
    }

    private static PlannedMessage sent(RuleBook book, CaseEvent event) {
        List<RecipientDecision> recipients = recipients(book, event);
        assertThat(recipients).singleElement().isInstanceOf(Send.class);
        return ((Send) recipients.getFirst()).message();
    }

    @Test
    void aMessageIsCompleteAndFollowsTheRule() {
        // Given
        RuleBook book = rule("[sms]", "    priority: bulk\n    expires: 2d\n    unknown: ask\n");

        // When
        PlannedMessage message = sent(book, Events.event("x.happened", ANN, ""));

        // Then
        assertThat(message.message()).isInstanceOfSatisfying(Message.SmsMessage.class,
                sms -> assertThat(sms.text()).isEqualTo("Hello Ann"));
        assertThat(message.address().canonical()).isEqualTo("447700900111");
        assertThat(message.sender()).isEqualTo(new Sender.Text("Example"));
        assertThat(message.role()).isEqualTo("applicant");
        assertThat(message.recipientReference()).isEqualTo("p-1");
        assertThat(message.language()).isEqualTo(Language.EN);
        assertThat(message.templateId()).isEqualTo("hello");
        assertThat(message.templateHash()).hasSize(64);
        assertThat(message.priority()).isEqualTo(Priority.BULK);
        assertThat(message.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(2)));
        assertThat(message.unknownOutcome()).isEqualTo(UnknownOutcomePolicy.ASK);
        assertThat(message.sendAt()).isNull();
        assertThat(message.toString()).doesNotContain("Ann", "447700900111");
    }

    @Test
    void aListOfChannelsIsABroadcastWithTheUsualPolicyOfEach() {
        // Given
        RuleBook book = rule("[email, sms, letter]", "");

        // When
        List<RecipientDecision> decisions = recipients(book, Events.event("x.happened", ANN, ""));

        // Then
        assertThat(decisions).extracting(one -> ((Send) one).message().channel())
                .containsExactly(Channel.EMAIL, Channel.SMS, Channel.LETTER);
        assertThat(decisions).extracting(one -> ((Send) one).message().unknownOutcome()).containsExactly(
                UnknownOutcomePolicy.RESEND, UnknownOutcomePolicy.RESEND, UnknownOutcomePolicy.ASK);
        assertThat(decisions).extracting(one -> ((Send) one).message().notificationId()).doesNotHaveDuplicates();
    }

    @Test
    void everybodyWithTheRoleIsWrittenToAndNobodyElse() {
        // Given
        RuleBook book = rule("[sms]", "");
        String people = ANN + """
            , {"role": "agent", "mobile": "07700900222", "name": "Bob"},
            {"role": "applicant", "mobile": "07700900333", "name": "Cat"}""";

        // When
        List<RecipientDecision> decisions = recipients(book, Events.event("x.happened", people, ""));

        // Then
        assertThat(decisions).extracting(one -> ((Send) one).message().recipientIndex()).containsExactly(0, 2);
        assertThat(decisions).extracting(one -> ((Send) one).message().address().canonical())
                .containsExactly("447700900111", "447700900333");
    }

    @Test
    void severalRolesInTheOrderOfTheRule() {
        // Given
        RuleBook book = folder().service("svc", """
              - id: greet
                on: [x.happened, y.happened]
                to: [agent, applicant]
                send: { channels: [sms], template: hello, values: { name: recipient.name } }
            """).load();
        String people = ANN + ", {\"role\": \"agent\", \"mobile\": \"07700900222\", \"name\": \"Bob\"}";

        // When
        List<RecipientDecision> decisions = recipients(book, Events.event("y.happened", people, ""));

        // Then
        assertThat(decisions).extracting(one -> ((Send) one).message().role()).containsExactly("agent", "applicant");
    }

    @Test
    void aPersonNamedTwiceIsWrittenToOnce() {
        assertThat(recipients(rule("[sms]", ""), Events.event("x.happened", ANN + "," + ANN, ""))).satisfiesExactly(
                one -> assertThat(one).isInstanceOf(Send.class),
                other -> assertThat(other).isInstanceOfSatisfying(Suppressed.class,
                        suppressed -> assertThat(suppressed.reason()).isEqualTo(StatusReason.ALREADY_DECIDED)));
    }

    @Test
    void preferredMeansTheWishIfItCanBeMet() {
        // Given
        RuleBook book = rule("preferred", "");

        // Then
        assertThat(sent(book, person("\"preferredChannel\": \"sms\"")).channel()).isEqualTo(Channel.SMS);
        assertThat(sent(book, person("\"preferredChannel\": \"letter\"")).channel()).isEqualTo(Channel.LETTER);
        assertThat(sent(book, person("\"language\": \"en\"")).channel()).isEqualTo(Channel.EMAIL);
        assertThat(sent(book, person("\"preferredChannel\": \"sms\", \"optOuts\": [\"sms\"]")).channel())
                .isEqualTo(Channel.EMAIL);
    }

    @Test
    void preferredFallsToTheFirstChannelThatReachesThem() {
        // Given
        RuleBook book = rule("preferred", "");

        // Then
        assertThat(sent(book, Events.event("x.happened",
                "{\"role\": \"applicant\", \"name\": \"Ann\", \"preferredChannel\": \"email\", \"email\": \"no address\","
                        + " \"mobile\": \"07700900111\"}",
                "")).channel()).isEqualTo(Channel.SMS);
        assertThat(recipients(book, Events.event("x.happened",
                "{\"role\": \"applicant\", \"name\": \"Ann\", \"preferredChannel\": \"sms\", \"mobile\": \"12\"}", "")))
                .singleElement().isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.subject().channel()).isEqualTo(Channel.SMS);
                    assertThat(failed.reason()).isEqualTo(StatusReason.INVALID_ADDRESS);
                    assertThat(failed.subject().notificationId()).isNotNull();
                });
    }

    private static CaseEvent person(String more) {
        return Events.event("x.happened", ANN.substring(0, ANN.lastIndexOf('}')) + ", " + more + "}", "");
    }

    @Test
    void optOutsAreRespectedUnlessItIsEssential() {
        // Given
        CaseEvent event = person("\"optOuts\": [\"sms\"]");

        // Then
        assertThat(recipients(rule("[sms]", ""), event)).singleElement().isInstanceOfSatisfying(Suppressed.class,
                suppressed -> assertThat(suppressed.reason()).isEqualTo(StatusReason.OPTED_OUT));
        assertThat(sent(rule("[sms]", "    essential: true\n"), event).channel()).isEqualTo(Channel.SMS);
    }

    @Test
    void theLanguageIsTheRecipientsOrTheRules() {
        // Given
        CaseEvent welsh = person("\"language\": \"cy\"");

        // Then
        assertThat(sms(sent(rule("[sms]", ""), welsh))).isEqualTo("Helo Ann");
        assertThat(sms(sent(rule("[sms]", "    language: en\n"), welsh))).isEqualTo("Hello Ann");
        assertThat(sms(sent(rule("[sms]", "    language: cy\n"), person("\"language\": \"en\""))))
                .isEqualTo("Helo Ann");
    }

    @Test
    void aServiceWithoutWelshWritesEnglish() {
        // Given
        RuleBook book = new RuleFolder(root).file("svc/rules.yaml", """
            service: svc
            languages: [en]
            sources: [case-events]
            senders: { sms: Example }
            rules:
              - id: greet
                on: x.happened
                to: applicant
                send: { channels: [sms], template: hello, values: { name: recipient.name } }
            """).template("svc", "hello.sms.en", "Hello ((name))").load();

        // Then
        assertThat(sms(sent(book, person("\"language\": \"cy\"")))).isEqualTo("Hello Ann");
    }

    private static String sms(PlannedMessage message) {
        return ((Message.SmsMessage) message.message()).text();
    }

    @Test
    void aLetterInBothLanguagesIsWelshThenEnglishOnANewPage() {
        // When
        PlannedMessage message = sent(rule("[letter]", "    language: both\n"), Events.event("x.happened", ANN, ""));

        // Then
        assertThat(message.language()).isEqualTo(Language.CY);
        assertThat(message.message()).isInstanceOfSatisfying(Message.LetterMessage.class, letter -> {
            assertThat(letter.subject()).isEqualTo("Helo Ann");
            assertThat(letter.markdown()).isEqualTo("Annwyl Ann\n\n***\n\n# Hello Ann\n\nDear Ann");
        });
    }

    @Test
    void aConditionThatDoesNotHoldOrCannotBeWorkedOut() {
        // Given
        RuleBook book = folder().service("svc", """
              - id: greet
                on: x.happened
                when: event.data.size > 3
                to: applicant
                send: { channels: [sms], template: hello, values: { name: recipient.name } }
            """).load();

        // Then
        assertThat(decideOne(book, Events.event("x.happened", ANN, "\"size\": 3"), NOW))
                .isEqualTo(new RuleDecision.NotMatched("greet", StatusReason.CONDITION_FALSE));
        assertThat(decideOne(book, Events.event("x.happened", ANN, "\"size\": 4"), NOW))
                .isInstanceOf(RuleDecision.Matched.class);
        assertThat(decideOne(book, Events.event("x.happened", ANN, ""), NOW)).isEqualTo(new RuleDecision.Errored(
                "greet", StatusReason.CONDITION_ERROR, "when: event.data.size is missing"));
        assertThat(decideOne(book, Events.event("x.happened", ANN, "\"size\": \"canary-77\""), NOW))
                .isInstanceOfSatisfying(RuleDecision.Errored.class, errored -> assertThat(errored.detail())
                        .isEqualTo("when: the values do not have the types that it needs, at character 17"));
    }

    @Test
    void anEventThatIsTooOldByItsOwnTime() {
        // Given
        RuleBook book = rule("[sms]", "    expires: 1h\n");
        CaseEvent event = Events.event("x.happened", ANN, "");

        // Then
        assertThat(decideOne(book, event, Events.TIME.plus(Duration.ofHours(1)).minusMillis(1)))
                .isInstanceOf(RuleDecision.Matched.class);
        assertThat(decideOne(book, event, Events.TIME.plus(Duration.ofHours(1))))
                .isEqualTo(new RuleDecision.Expired("greet", StatusReason.TOO_OLD));
    }

    @Test
    void nobodyInTheRoleAndNoAddress() {
        // Given
        RuleBook book = rule("[sms]", "");

        // Then
        assertThat(recipients(book, Events.event("x.happened", "", ""))).singleElement()
                .isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.reason()).isEqualTo(StatusReason.NO_RECIPIENT);
                    assertThat(failed.subject().role()).isEqualTo("applicant");
                });
        assertThat(recipients(book, Events.event("x.happened", "{\"role\": \"applicant\"}", ""))).singleElement()
                .isInstanceOfSatisfying(Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(StatusReason.NO_ADDRESS));
    }

    @Test
    void aValueThatIsMissingFailsTheMessageByNameAlone() {
        // Given
        RuleBook book = folder().template("svc", "due.sms.en", "By ((due date)), ((who))").service("svc", """
              - id: remind
                on: x.happened
                to: applicant
                send:
                  channels: [sms]
                  template: due
                  values: { due date: longDate(event.data.due), who: recipient.name }
                language: en
            """).load();

        // Then
        assertThat(recipients(book, Events.event("x.happened", ANN, ""))).singleElement()
                .isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.reason()).isEqualTo(StatusReason.MISSING_VALUE);
                    assertThat(failed.detail())
                            .isEqualTo("no value for ((due date)) (due date: event.data.due is missing)");
                });
        assertThat(recipients(book, Events.event("x.happened", ANN, "\"due\": \"canary-78\""))).singleElement()
                .isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.reason()).isEqualTo(StatusReason.CONDITION_ERROR);
                    assertThat(failed.detail()).doesNotContain("canary");
                });
        assertThat(sms(sent(book, Events.event("x.happened", ANN, "\"due\": {\"date\": \"2026-12-01\"}"))))
                .isEqualTo("By 1 December 2026, Ann");
    }

    @Test
    void aMissingValueThatTheTemplateDoesNotUseFailsNothing() {
        // Given
        RuleBook book = folder().template("svc", "two.sms.en", "Hello").template("svc", "two.email.en",
                "---\nsubject: Hello\n---\n((note))").service("svc", """
                      - id: two
                        on: x.happened
                        to: applicant
                        send: { channels: [sms, email], template: two, values: { note: event.data.note } }
                        language: en
                    """).load();

        // When
        List<RecipientDecision> decisions = recipients(book, Events.event("x.happened", ANN, ""));

        // Then
        assertThat(decisions.get(0)).isInstanceOf(Send.class);
        assertThat(decisions.get(1)).isInstanceOf(Failed.class);
    }

    @Test
    void aMessageThatFillsToNothing() {
        // Given
        RuleBook book = folder().template("svc", "empty.sms.en", "((note))").service("svc", """
              - id: empty
                on: x.happened
                to: applicant
                send: { channels: [sms], template: empty, values: { note: event.data.note } }
                language: en
            """).load();

        // Then
        assertThat(recipients(book, Events.event("x.happened", ANN, "\"note\": \"\""))).singleElement()
                .isInstanceOfSatisfying(Failed.class,
                        failed -> assertThat(failed.reason()).isEqualTo(StatusReason.CONTENT_INVALID));
    }

    @Test
    void aTypeThatNobodyKnowsAndOneThatOnlyOthersMaySpeakOf() {
        // Given
        RuleBook book = rule("[sms]", "");

        // Then
        assertThat(book.decide(Set.of("svc"), Events.event("z.happened", ANN, ""), NOW)).isEmpty();
        assertThat(book.decide(Set.of("other"), Events.event("x.happened", ANN, ""), NOW)).singleElement()
                .isInstanceOfSatisfying(ServiceDecision.Refused.class, refused -> {
                    assertThat(refused.service()).isEqualTo("svc");
                    assertThat(refused.reason()).isEqualTo(StatusReason.SERVICE_NOT_BOUND);
                });
    }

    @Test
    void theSameEventMakesTheSameIds() {
        // Given
        CaseEvent event = Events.event("x.happened", ANN, "");

        // Then
        assertThat(sent(rule("[sms]", ""), event).notificationId())
                .isEqualTo(sent(rule("[sms]", "    priority: bulk\n"), event).notificationId());
    }

    @Test
    void theVersionFollowsRulesAndTemplates() {
        // Given
        String first = rule("[sms]", "").version("svc").orElseThrow();
        String again = rule("[sms]", "").version("svc").orElseThrow();
        String otherRule = rule("[sms]", "    priority: bulk\n").version("svc").orElseThrow();
        folder();
        String otherTemplate = new RuleFolder(root).template("svc", "hello.sms.en", "Hullo ((name))").load()
                .version("svc").orElseThrow();

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(Set.of(first, otherRule, otherTemplate)).hasSize(3);
    }

    @Test
    void severalServicesOnOneTopic() {
        // Given
        String rule = """
              - id: greet
                on: x.happened
                to: applicant
                send: { channels: [sms], template: hello, values: { name: recipient.name } }
                language: en
            """;
        RuleBook book = folder().service("svc", rule).service("another", rule)
                .template("another", "hello.sms.en", "Hi ((name))").load();

        // When
        List<ServiceDecision> decisions = book.decide(book.servicesOn("case-events"),
                Events.event("x.happened", ANN, ""), NOW);

        // Then
        assertThat(decisions).extracting(ServiceDecision::service).containsExactly("another", "svc");
        assertThat(book.sources()).singleElement()
                .satisfies(source -> assertThat(source.services()).containsExactlyInAnyOrder("svc", "another"));
        assertThat(book.servicesOn("elsewhere")).isEmpty();
        assertThat(book.statusTopicServices()).isEmpty();
    }

}
