package io.postroom.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.rules.decision.PlannedMessage;
import io.postroom.rules.decision.RuleDecision;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When messages are planned for. */
class TimingTest extends GreetingRules {
    private static CaseEvent due(String date) {
        return Events.event("x.happened", ANN, "\"due\": {\"date\": \"" + date + "\"}");
    }

    @Test
    void aDateMeansItsFirstMomentOnClocksOfTheUnitedKingdom() {
        // Given
        RuleBook book = rule("[sms]", "    sendAt: event.data.due - duration('672h')\n    expires: 21d\n");

        // When
        PlannedMessage message = sent(book, due("2027-06-29"));

        // Then
        assertThat(message.sendAt()).isEqualTo("2027-05-31T23:00:00Z");
        assertThat(message.dueAt(NOW)).isEqualTo("2027-05-31T23:00:00Z");
        assertThat(message.waitsFor(NOW)).isEqualTo(StatusReason.WAITING_FOR_TIME);
        assertThat(message.expiresAt()).isEqualTo(Instant.parse("2027-05-31T23:00:00Z").plus(Duration.ofDays(21)));
    }

    @Test
    void aMomentInThePastMeansNowAndDoesNotMakeTheMessageOlder() {
        // Given
        RuleBook book = rule("[sms]", "    sendAt: event.time - duration('240h')\n    expires: 1d\n");

        // When
        PlannedMessage message = sent(book, due("2026-12-01"));

        // Then
        assertThat(message.dueAt(NOW)).isEqualTo(NOW);
        assertThat(message.waitsFor(NOW)).isNull();
        assertThat(message.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void whatIsPlannedAheadDoesNotAgeUntilThen() {
        // Given
        RuleBook book = rule("[sms]", "    sendAt: event.data.due\n    expires: 1d\n");
        CaseEvent event = due("2026-12-20");

        // Then
        assertThat(decideOne(book, event, Instant.parse("2026-12-19T12:00:00Z")))
                .isInstanceOf(RuleDecision.Matched.class);
        assertThat(decideOne(book, event, Instant.parse("2026-12-20T23:59:59Z")))
                .isInstanceOf(RuleDecision.Matched.class);
        assertThat(decideOne(book, event, Instant.parse("2026-12-21T00:00:00Z")))
                .isEqualTo(new RuleDecision.Expired("greet", StatusReason.TOO_OLD));
    }

    @Test
    void aTimeThatCannotBeWorkedOutIsSaidByName() {
        // Given
        RuleBook book = rule("[sms]", "    sendAt: event.data.due\n");

        // Then
        assertThat(decideOne(book, Events.event("x.happened", ANN, ""), NOW))
                .isEqualTo(new RuleDecision.Errored("greet",
                        StatusReason.CONDITION_ERROR, "sendAt: event.data.due is missing"));
        assertThat(decideOne(book, Events.event("x.happened", ANN, "\"due\": \"tomorrow\""), NOW))
                .isEqualTo(new RuleDecision.Errored("greet", StatusReason.CONDITION_ERROR,
                        "sendAt: it is neither a date nor a moment"));
        assertThat(decideOne(book, due("2206-12-01"), NOW)).isEqualTo(new RuleDecision.Errored("greet",
                StatusReason.CONDITION_ERROR, "sendAt: it lies more than ten years ahead"));
    }

    @Test
    void outsideTheWindowMessagesWaitAndUrgentOnesDoNot() {
        // Given
        String window = "    window: { from: '08:00', to: '20:00' }\n";
        Instant night = Instant.parse("2026-11-20T23:00:00Z");
        CaseEvent event = due("2026-12-01");

        // When
        PlannedMessage message = sent(rule("[sms]", window), event);
        PlannedMessage urgent = sent(rule("[sms]", window + "    urgent: true\n"), event);

        // Then
        assertThat(message.waitsFor(NOW)).isNull();
        assertThat(message.waitsFor(night)).isEqualTo(StatusReason.WAITING_FOR_WINDOW);
        assertThat(message.dueAt(night)).isEqualTo("2026-11-21T08:00:00Z");
        assertThat(urgent.waitsFor(night)).isNull();
        assertThat(urgent.dueAt(night)).isEqualTo(night);
    }

    @Test
    void aMomentOutsideTheWindowMovesToItsOpening() {
        // Given
        RuleBook book = rule("[sms]", "    sendAt: event.data.due\n    window: { from: '09:30', to: '17:00' }\n");

        // When
        PlannedMessage message = sent(book, due("2027-07-01"));

        // Then
        assertThat(message.dueAt(NOW)).isEqualTo("2027-07-01T08:30:00Z");
        assertThat(message.waitsFor(NOW)).isEqualTo(StatusReason.WAITING_FOR_TIME);
    }
}
