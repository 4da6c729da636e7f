package io.postroom.ingestservice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.ingestservice.Samples;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.TimeValue;
import io.postroom.schemas.v1.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What waits: for its time, for its window, and until it is too late. */
class HoldTest {
    private static final Duration LOOK = Duration.ofMillis(100);

    private TopologyHarness ingest = new TopologyHarness();

    @AfterEach
    void close() {
        ingest.close();
    }

    private static CaseEvent event(String id, String type, Instant due) {
        Map<String, Value> data = Samples.street(id);
        data.put("due", new Value(TimeValue.newBuilder().setTime(due).build()));
        return CaseEvent.newBuilder(Samples.event(id, type, List.of(Samples.keeper()), data)).setTime(Samples.NOW)
                .build();
    }

    private static CaseEvent due(String id, Instant due) {
        return event(id, "fine.due", due);
    }

    private List<String> sentNow() {
        return ingest.requests().stream().map(request -> ((SmsRequest) request).getIdentity().getEventId()).toList();
    }

    private List<String> steps() {
        return ingest.statuses().stream().map(status -> status.getIdentity().getEventId() + " " + status.getState()
                + (status.getReason() == null ? "" : " " + status.getReason())).toList();
    }

    @Test
    void aMessageWaitsForItsTimeAndGoesOutWithinALook() {
        // Given
        Instant due = Samples.NOW.plus(Duration.ofDays(30));

        // When
        ingest.publish(due("e1", due));

        // Then
        assertThat(ingest.requests()).isEmpty();
        assertThat(steps()).containsExactly("e1 CREATED", "e1 HELD WAITING_FOR_TIME");
        assertThat(ingest.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.HELD);
            assertThat(decision.getVerdicts().getFirst().getRecipients().getFirst().getReason())
                    .isEqualTo(StatusReason.WAITING_FOR_TIME);
        });

        // When
        ingest.advance(Duration.ofDays(30).minusMillis(1));
        assertThat(ingest.requests()).isEmpty();
        ingest.advance(LOOK);

        // Then
        assertThat(ingest.requests()).singleElement().isInstanceOfSatisfying(SmsRequest.class, request -> {
            assertThat(request.getText()).isEqualTo("Reminder of fine e1.");
            assertThat(request.getIdentity().getCreatedAt()).isEqualTo(ingest.clock.instant());
            assertThat(request.getTerms().getExpiresAt()).isEqualTo(due.plus(Duration.ofDays(2)));
        });
        assertThat(ingest.stored(Nodes.WAITING)).isZero();
        ingest.advance(Duration.ofDays(1));
        assertThat(ingest.requests()).isEmpty();
    }

    @Test
    void aTimeThatHasPassedMeansAtOnce() {
        // When
        ingest.publish(due("e1", Samples.NOW.minus(Duration.ofDays(20))));

        // Then
        assertThat(sentNow()).containsExactly("e1");
        assertThat(steps()).containsExactly("e1 CREATED");
    }

    @Test
    void theSameEventAgainWhileItsMessageWaitsHoldsNothingMore() {
        // Given
        Instant due = Samples.NOW.plus(Duration.ofHours(1));
        ingest.publish(due("e1", due));

        // When
        ingest.publish(due("e1", due));
        ingest.advance(Duration.ofHours(1));

        // Then
        assertThat(sentNow()).containsExactly("e1");
    }

    @Test
    void whatIsDueEarlierThanWhatHasGoneOutIsNotOverlooked() {
        // Given
        ingest.publish(due("late", Samples.NOW.plusSeconds(100)));
        ingest.publish(due("later", Samples.NOW.plusSeconds(200)));
        ingest.advance(Duration.ofSeconds(100));
        assertThat(sentNow()).containsExactly("late");

        // When a clock that is a little behind plans for before then
        ingest.clock.advance(Duration.ofSeconds(-60));
        ingest.publish(due("earlier", Samples.NOW.plusSeconds(50)));
        ingest.advance(Duration.ofSeconds(160));

        // Then
        assertThat(sentNow()).containsExactly("earlier", "later");
    }

    @Test
    void anotherInstanceSendsWhatWaitsAndNothingTwice() {
        // Given
        ingest.publish(due("e1", Samples.NOW.plusSeconds(60)));
        ingest.publish(due("e2", Samples.NOW.plusSeconds(7_200)));
        ingest.publish(due("e3", Samples.NOW.plusSeconds(3_600)));
        ingest.publish(due("too late", Samples.NOW.plusSeconds(120)));
        ingest.advance(Duration.ofSeconds(60));
        assertThat(sentNow()).containsExactly("e1");

        // When
        ingest = ingest.movedAfter(Duration.ofDays(2).plusSeconds(120));
        ingest.publish(due("e2", Samples.NOW.plusSeconds(7_200)));
        ingest.advance(LOOK);

        // Then
        assertThat(sentNow()).containsExactly("e3", "e2");
        assertThat(steps()).containsExactly("too late EXPIRED TOO_OLD");
        assertThat(ingest.stored(Nodes.WAITING)).isZero();
    }

    @Test
    void inTheNightMessagesWaitForTheMorning() {
        // Given
        ingest.advance(Duration.ofHours(11));

        // When
        ingest.publish(event("e1", "fine.noted", Samples.NOW));

        // Then
        assertThat(steps()).containsExactly("e1 CREATED", "e1 HELD WAITING_FOR_WINDOW");
        ingest.advance(Duration.ofHours(11).minusMillis(1));
        assertThat(ingest.requests()).isEmpty();
        ingest.advance(LOOK);
        assertThat(sentNow()).containsExactly("e1");
    }

    @Test
    void whatFellDueInAnOutageAndIsFoundInTheNightWaitsForTheMorning() {
        // Given
        ingest.publish(event("e1", "fine.planned", Samples.NOW.plus(Duration.ofHours(2))));

        // When
        ingest = ingest.movedAfter(Duration.ofHours(14));
        ingest.advance(LOOK);

        // Then
        assertThat(ingest.requests()).isEmpty();
        ingest.advance(Duration.ofHours(8));
        assertThat(sentNow()).containsExactly("e1");
    }

    @Test
    void whatIsTooLateBeforeItsWindowOpensEndsThen() {
        // Given
        ingest.advance(Duration.ofHours(10));
        ingest.publish(event("e1", "fine.noted", Samples.NOW.plus(Duration.ofHours(10))));
        ingest.statuses();

        // When
        ingest.advance(Duration.ofHours(12));

        // Then
        assertThat(ingest.requests()).isEmpty();
        assertThat(ingest.statuses()).singleElement().satisfies(HoldTest::expired);
        assertThat(ingest.stored(Nodes.WAITING)).isZero();
    }

    private static void expired(NotificationStatus status) {
        assertThat(status.getState()).isEqualTo(NotificationState.EXPIRED);
        assertThat(status.getReason()).isEqualTo(StatusReason.TOO_OLD);
    }
}
