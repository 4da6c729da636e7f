package io.postroom.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Channel;
import io.postroom.content.Language;
import io.postroom.content.letter.LetterText;
import io.postroom.content.template.Message;
import io.postroom.rules.decision.PlannedMessage;
import io.postroom.rules.decision.RecipientDecision;
import io.postroom.rules.decision.RecipientDecision.Failed;
import io.postroom.rules.decision.RecipientDecision.Send;
import io.postroom.rules.decision.RecipientDecision.Suppressed;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom rules write to, by which channels and in which language. */
class WhomAndHowTest extends GreetingRules {

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

    @Test
    void aLetterInBothLanguagesIsWelshAndThenEnglish() {
        // When
        PlannedMessage message = sent(rule("[letter]", "    language: both\n"), Events.event("x.happened", ANN, ""));

        // Then
        assertThat(message.language()).isEqualTo(Language.CY);
        assertThat(message.message()).isInstanceOfSatisfying(Message.LetterMessage.class, letter -> {
            assertThat(letter.subject()).isEqualTo("Helo Ann");
            assertThat(letter.markdown()).isEqualTo("Annwyl Ann");
            assertThat(letter.second()).isEqualTo(new LetterText(Language.EN, "Hello Ann", "Dear Ann"));
        });
    }

    /** Whoever waits for the later channel would else hear of it only when it is needed. */
    @Test
    void aLaterChannelWhoseContentCannotBeWrittenIsToldAndTheOthersStandInAllTheSame() {
        // Given
        RuleBook book = folder().template("svc", "more.sms.en", "Hello ((name))")
                .template("svc", "more.email.en", "---\nsubject: Hello ((name))\n---\nUntil ((until))")
                .template("svc", "more.letter.en", "---\nsubject: Hello\ncontact: Svc\n---\nDear ((name))")
                .service("svc", """
                      - id: greet
                        on: x.happened
                        to: applicant
                        language: en
                        send:
                          channels: [sms]
                          template: more
                          values: { name: recipient.name, until: event.data.until }
                          fallback: [email, letter]
                    """).load();

        // When
        List<RecipientDecision> decisions = recipients(book, Events.event("x.happened", ANN, ""));

        // Then
        assertThat(decisions).hasSize(2);
        assertThat(((Send) decisions.getFirst()).fallbacks().steps()).extracting(step -> step.channel())
                .containsExactly(Channel.LETTER);
        assertThat(decisions.getLast()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.subject().channel()).isEqualTo(Channel.EMAIL);
            assertThat(failed.subject().notificationId()).isNotNull();
            assertThat(failed.reason()).isEqualTo(StatusReason.MISSING_VALUE);
            assertThat(failed.detail()).contains("until");
        });
    }
}
