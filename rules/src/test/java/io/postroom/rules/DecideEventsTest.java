package io.postroom.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Channel;
import io.postroom.content.Language;
import io.postroom.content.template.Message;
import io.postroom.rules.decision.PlannedMessage;
import io.postroom.rules.decision.RecipientDecision;
import io.postroom.rules.decision.RecipientDecision.Failed;
import io.postroom.rules.decision.RecipientDecision.Send;
import io.postroom.rules.decision.RuleDecision;
import io.postroom.rules.decision.ServiceDecision;
import io.postroom.rules.identity.NotificationIds;
import io.postroom.rules.set.Sender;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What rules make of events: conditions, age, values, identity. */
class DecideEventsTest extends GreetingRules {

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
                    assertThat(failed.subject().channel()).isEqualTo(Channel.SMS);
                    assertThat(failed.subject().notificationId()).isEqualTo(NotificationIds.forEvent(
                            "urn:example:back-office", "e-1", "svc", "greet", "applicant", null,
                            NotificationIds.NOBODY, Channel.SMS));
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
