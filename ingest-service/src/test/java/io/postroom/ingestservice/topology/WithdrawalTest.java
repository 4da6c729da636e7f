package io.postroom.ingestservice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.ingestservice.Samples;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationTarget;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events that take messages of their case back: cancelled and superseded, in every order. */
class WithdrawalTest {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private TopologyHarness ingest = new TopologyHarness();

    @AfterEach
    void close() {
        ingest.close();
    }

    private static CaseEvent event(String id, String type, Instant time) {
        return CaseEvent.newBuilder(Samples.event(id, type, List.of(Samples.keeper()), Samples.street(id)))
                .setTime(time)
                .setCaseReference("CASE").build();
    }

    private List<String> sent() {
        return ingest.requests().stream().map(request -> ((SmsRequest) request).getIdentity())
                .map(identity -> identity.getEventId() + " " + identity.getRuleId()).toList();
    }

    private List<String> steps() {
        return ingest.statuses().stream().map(status -> status.getIdentity().getEventId() + " "
                + status.getIdentity().getRuleId() + " " + status.getState()
                + (status.getReason() == null ? "" : " " + status.getReason())).toList();
    }

    private List<ControlCommand> commands() {
        return ingest.values(TopologyHarness.TOPICS.control()).stream().map(ControlCommand.class::cast).toList();
    }

    @Test
    void whatWaitsIsCancelledAndNeverSent() {
        // Given
        ingest.publish(event("e1", "fine.appealed", Samples.NOW));
        assertThat(sent()).containsExactly("e1 appeal-receipt");
        steps();
        ingest.decisions();

        // When
        ingest.publish(event("e2", "appeal.decided", Samples.NOW.plus(A_MINUTE)));

        // Then
        assertThat(steps()).containsExactly("e1 appeal-reminder CANCELLED CANCELLED_BY_EVENT");
        assertThat(ingest.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.CANCELLED);
            assertThat(decision.getVerdicts()).singleElement().satisfies(verdict -> {
                assertThat(verdict.getRuleId()).isEqualTo("appeal-reminder");
                assertThat(verdict.getDetail()).isEqualTo("messages taken back: 1");
            });
        });
        assertThat(ingest.stored(Nodes.WAITING)).isZero();
        assertThat(ingest.stored(Nodes.PLACES)).isZero();
        ingest.advance(Duration.ofDays(2));
        assertThat(ingest.requests()).isEmpty();
    }

    @Test
    void whatIsOnTheRequestTopicsIsNamedOnTheControlTopicForTheWorkers() {
        // Given
        ingest.publish(event("e1", "fine.appealed", Samples.NOW));
        UUID receipt = ((SmsRequest) ingest.requests().getFirst()).getIdentity().getNotificationId();

        // When
        ingest.publish(event("e2", "appeal.withdrawn", Samples.NOW.plus(A_MINUTE)));

        // Then
        List<ControlCommand> commands = commands();
        assertThat(commands).hasSize(2).allSatisfy(command -> {
            assertThat(command.getAction()).isEqualTo(ControlAction.CANCEL);
            assertThat(command.getReason()).isEqualTo(StatusReason.CANCELLED_BY_EVENT);
        });
        assertThat(commands).filteredOn(command -> command.getIssuedBy().equals("appeal-receipt")).singleElement()
                .satisfies(command -> assertThat(((NotificationTarget) command.getTarget()).getNotificationIds())
                        .containsExactly(receipt));
        assertThat(commands).extracting(ControlCommand::getCommandId).doesNotHaveDuplicates();
    }

    @Test
    void anOlderEventThatIsDecidedAfterItsCancellationMakesNothing() {
        // Given
        ingest.publish(event("e2", "appeal.withdrawn", Samples.NOW));
        ingest.decisions();

        // When
        ingest.publish(event("e1", "fine.appealed", Samples.NOW));

        // Then
        assertThat(sent()).isEmpty();
        assertThat(steps()).containsExactly("e1 appeal-reminder CANCELLED CANCELLED_BY_EVENT",
                "e1 appeal-receipt CANCELLED CANCELLED_BY_EVENT");
        assertThat(ingest.decisions()).singleElement()
                .satisfies(decision -> assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.CANCELLED));
    }

    @Test
    void aCancellationConcernsNothingYoungerThanItselfAndNoOtherCase() {
        // Given
        ingest.publish(event("e1", "fine.appealed", Samples.NOW.plusMillis(1)));
        ingest.publish(CaseEvent.newBuilder(event("e2", "fine.appealed", Samples.NOW.minusSeconds(1)))
                .setCaseReference("OTHER").build());
        sent();

        // When
        ingest.publish(event("e3", "appeal.withdrawn", Samples.NOW));
        ingest.publish(event("e4", "fine.appealed", Samples.NOW.plusMillis(1)));

        // Then
        assertThat(commands()).isEmpty();
        assertThat(sent()).containsExactly("e4 appeal-receipt");
        ingest.advance(Duration.ofHours(25));
        assertThat(sent()).containsExactlyInAnyOrder("e1 appeal-reminder", "e2 appeal-reminder",
                "e4 appeal-reminder");
    }

    @Test
    void aCancellationIsRememberedByAnotherInstanceAndForgottenAfterTheMemory() {
        // Given
        ingest.publish(event("e1", "appeal.withdrawn", Samples.NOW));
        ingest.publish(event("e2", "fine.appealed", Samples.NOW.plus(Duration.ofDays(1))));
        ingest.publish(event("e3", "appeal.withdrawn", Samples.NOW.plus(Duration.ofDays(1))));
        ingest.statuses();

        // When
        ingest = ingest.movedAfter(Duration.ofDays(6));
        ingest.publish(event("e4", "fine.appealed", Samples.NOW.plus(Duration.ofDays(1))));

        // Then
        assertThat(sent()).isEmpty();
        ingest.advance(Duration.ofDays(20));
        assertThat(ingest.stored(Nodes.CASE_WITHDRAWALS)).isZero();
        assertThat(ingest.stored(Nodes.CASE_MESSAGES)).isZero();
        assertThat(ingest.stored(Nodes.WITHDRAWN)).isZero();
        assertThat(sent()).isEmpty();
    }

    @Test
    void whatIsTakenBackBeforeTheHoldHasHeardOfItIsCancelledThen() {
        // Given: a command from the control topic overtakes what it withdraws on the held topic.
        ingest.publish(event("e1", "fine.appealed", Samples.NOW));
        var held = ingest.records(TopologyHarness.TOPICS.held());
        UUID id = new UUID(4, 2);
        ControlCommand command = ControlCommand.newBuilder().setCommandId(new UUID(1, 1))
                .setAction(ControlAction.CANCEL)
                .setTarget(NotificationTarget.newBuilder().setNotificationIds(List.of(id)).build())
                .setReason(StatusReason.CANCELLED_BY_PERSON).setIssuedBy("somebody").setIssuedAt(Samples.NOW).build();
        var late = (HeldNotification) held.getFirst().value();
        SmsRequest request = (SmsRequest) late.getRequest();
        request = SmsRequest.newBuilder(request).setIdentity(
                NotificationIdentity.newBuilder(request.getIdentity()).setNotificationId(id).setEventId("late").build())
                .build();
        late = HeldNotification.newBuilder(late).setRequest(request).build();
        String topic = TopologyHarness.TOPICS.control();
        ingest.statuses();

        // When
        ingest.publish(topic, ingest.avro(topic, command), new RecordHeaders());
        ingest = ingest.movedAfter(A_MINUTE);
        String heldTopic = TopologyHarness.TOPICS.held();
        ingest.publish(heldTopic, ingest.avro(heldTopic, late), new RecordHeaders());

        // Then
        assertThat(steps()).containsExactly("late appeal-reminder CANCELLED CANCELLED_BY_PERSON");
    }

    @Test
    void theNewestMessageReplacesTheEarlierOnesInWhateverOrderTheyCome() {
        // Given
        CaseEvent first = event("e1", "deadline.set", Samples.NOW.minusSeconds(120));
        CaseEvent second = event("e2", "deadline.set", Samples.NOW.minusSeconds(60));
        CaseEvent third = event("e3", "deadline.set", Samples.NOW);
        List<List<CaseEvent>> orders = List.of(List.of(first, second, third), List.of(first, third, second),
                List.of(second, first, third), List.of(second, third, first), List.of(third, first, second),
                List.of(third, second, first));

        for (List<CaseEvent> order : orders) {
            try (TopologyHarness own = new TopologyHarness()) {
                // When
                order.forEach(own::publish);
                own.advance(Duration.ofHours(25));

                // Then
                assertThat(own.requests()).singleElement().isInstanceOfSatisfying(SmsRequest.class,
                        request -> assertThat(request.getIdentity().getEventId()).isEqualTo("e3"));
            }
        }
    }

    @Test
    void ofTwoThatHappenedAtOneTimeTheOneThatComesLastStays() {
        // When
        ingest.publish(event("e1", "deadline.set", Samples.NOW));
        ingest.publish(event("e2", "deadline.set", Samples.NOW));
        ingest.publish(event("e1", "deadline.set", Samples.NOW));
        ingest.advance(Duration.ofHours(25));

        // Then
        assertThat(sent()).containsExactly("e2 newest-deadline");
        assertThat(steps()).contains("e1 newest-deadline CANCELLED SUPERSEDED")
                .doesNotContain("e2 newest-deadline CANCELLED SUPERSEDED");
    }

    /** The replacement had taken the cancellation's place in the memory, and a message of the same time went out. */
    @Test
    void aCancellationIsNotForgottenForAReplacementOfTheSameTime() {
        // Given
        ingest.publish(event("e1", "appeal.decided", Samples.NOW));
        ingest.publish(event("e2", "hearing.set", Samples.NOW));
        assertThat(sent()).containsExactly("e2 hearing-notice");

        // When
        ingest.publish(event("e3", "fine.appealed", Samples.NOW));
        ingest.advance(Duration.ofHours(25));

        // Then
        assertThat(sent()).containsExactly("e3 appeal-receipt");
        assertThat(steps()).contains("e3 appeal-reminder CANCELLED CANCELLED_BY_EVENT");
    }

    @Test
    void theSameCancellationAgainTakesNothingMoreBack() {
        // Given
        ingest.publish(event("e1", "fine.appealed", Samples.NOW));
        ingest.publish(event("e2", "appeal.decided", Samples.NOW.plus(A_MINUTE)));
        commands();
        ingest.statuses();

        // When
        ingest.publish(event("e2", "appeal.decided", Samples.NOW.plus(A_MINUTE)));

        // Then
        assertThat(commands()).isEmpty();
        assertThat(ingest.statuses()).isEmpty();
    }
}
