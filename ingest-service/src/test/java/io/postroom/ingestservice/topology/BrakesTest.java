package io.postroom.ingestservice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.ingestservice.Samples;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.CaseTarget;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.NotificationTarget;
import io.postroom.schemas.v1.ScopeTarget;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.TimeValue;
import io.postroom.schemas.v1.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** People stop, release and cancel by service, rule, template, batch or case. */
class BrakesTest {
    private static final String CONTROL = TopologyHarness.TOPICS.control();
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration A_TENTH_OF_A_LOOK = Duration.ofMillis(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MANY = 30;
    private static final UUID BATCH = UUID.fromString("6a8d0f2c-4e37-4b4e-9a53-0d2b7a3e5c11");
    private static final ScopeTarget SERVICE = ScopeTarget.newBuilder().setService("reminders").build();
    private static final ScopeTarget RULE = ScopeTarget.newBuilder(SERVICE).setRuleId("due-reminder").build();
    private static final ScopeTarget TEMPLATE = ScopeTarget.newBuilder(SERVICE).setTemplateId("reminder").build();

    private TopologyHarness ingest = new TopologyHarness();

    @AfterEach
    void close() {
        ingest.close();
    }

    private void anew() {
        ingest.close();
        ingest = new TopologyHarness();
    }

    private void say(ControlAction action, Object target) {
        ControlCommand command = command(action, target, ingest.clock.instant());
        ingest.publish(CONTROL, "reminders", command);
    }

    private static ControlCommand command(ControlAction action, Object target, Instant issuedAt) {
        return ControlCommand.newBuilder().setCommandId(UUID.randomUUID()).setAction(action).setTarget(target)
                .setReason(action == ControlAction.CANCEL ? StatusReason.CANCELLED_BY_PERSON : StatusReason.STOPPED)
                .setIssuedBy("somebody").setIssuedAt(issuedAt).build();
    }

    private void due(String id, Duration in) {
        event(id, "fine.due", in);
    }

    private void event(String id, String type, Duration dueIn) {
        Map<String, Value> data = Samples.street(id);
        data.put("due", new Value(TimeValue.newBuilder().setTime(ingest.clock.instant().plus(dueIn)).build()));
        ingest.publish(CaseEvent.newBuilder(Samples.event(id, type, List.of(Samples.keeper()), data))
                .setTime(ingest.clock.instant()).build());
    }

    private void row(int row) {
        SendRequest request = SendRequest.newBuilder().setSendId(BATCH).setBatchRow(row).setService("parking")
                .setTemplateId("fine-issued").setChannels(List.of(Channel.SMS)).setRecipient(Samples.keeper())
                .setValues(Samples.street("F-" + row)).setRequestedBy("staff-7")
                .setRequestedAt(ingest.clock.instant()).build();
        String topic = TopologyHarness.TOPICS.send();
        ingest.publish(topic, ingest.avro(topic, request), new RecordHeaders());
    }

    private List<String> sent() {
        return ingest.requests().stream().map(SmsRequest.class::cast)
                .map(request -> request.getIdentity().getEventId()).toList();
    }

    private List<String> steps() {
        return ingest.statuses().stream().map(status -> status.getIdentity().getEventId() + " " + status.getState()
                + (status.getReason() == null ? "" : " " + status.getReason())).toList();
    }

    @Test
    void whatFallsDueUnderAStopStaysHeldAndGoesAtItsReleaseTheOldestFirst() {
        for (ScopeTarget target : List.of(SERVICE, RULE, TEMPLATE)) {
            // Given
            anew();
            due("later", Duration.ofMinutes(50));
            due("sooner", Duration.ofMinutes(40));
            due("last", Duration.ofMinutes(90));
            steps();

            // When
            say(ControlAction.STOP, target);
            ingest.advance(HOUR);

            // Then
            assertThat(sent()).isEmpty();
            assertThat(steps()).containsExactly("sooner HELD STOPPED", "later HELD STOPPED");
            ingest.advance(Duration.ofMinutes(10));
            assertThat(steps()).as("told once").isEmpty();

            // When
            say(ControlAction.RELEASE, target);
            ingest.advance(LOOK);

            // Then
            assertThat(sent()).containsExactly("sooner", "later");
            assertThat(ingest.stored(Nodes.STOPPED)).isZero();
            assertThat(ingest.stored(Nodes.ORDERS)).isZero();
            ingest.advance(HOUR);
            assertThat(sent()).containsExactly("last");
            assertThat(ingest.stored(Nodes.WAITING)).isZero();
            assertThat(steps()).isEmpty();
        }
    }

    @Test
    void whatIsDecidedUnderAStopIsHeldTheDecisionSaysSoAndOtherServicesGoOn() {
        // Given
        say(ControlAction.STOP, SERVICE);

        // When
        due("now", Duration.ZERO);
        ingest.publish(Samples.issued("other"));

        // Then
        assertThat(sent()).containsExactly("other");
        assertThat(ingest.decisions()).filteredOn(decision -> "reminders".equals(decision.getService()))
                .singleElement().satisfies(decision -> {
                    assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.HELD);
                    assertThat(decision.getVerdicts().getFirst().getRecipients().getFirst().getReason())
                            .isEqualTo(StatusReason.STOPPED);
                });
        ingest.advance(HOUR);
        assertThat(steps()).containsExactly("now CREATED", "now HELD STOPPED", "other CREATED");

        // When
        say(ControlAction.RELEASE, SERVICE);
        ingest.advance(LOOK);

        // Then
        assertThat(ingest.requests()).singleElement().isInstanceOfSatisfying(SmsRequest.class, request -> {
            assertThat(request.getIdentity().getCreatedAt()).isEqualTo(ingest.clock.instant());
            assertThat(request.getIdentity().getDecidedAt()).isEqualTo(Samples.NOW);
        });
        due("after", Duration.ZERO);
        assertThat(sent()).containsExactly("after");
    }

    @Test
    void aReleaseLiftsExactlyItsOwnStopAndAnOlderOneNoNewerStop() {
        // Given
        ControlCommand old = command(ControlAction.RELEASE, RULE, Samples.NOW);
        say(ControlAction.STOP, SERVICE);
        ingest.advance(Duration.ofSeconds(1));
        say(ControlAction.STOP, RULE);
        due("e1", Duration.ZERO);

        // When
        ingest.publish(CONTROL, "reminders", old);
        say(ControlAction.RELEASE, TEMPLATE);
        say(ControlAction.RELEASE, SERVICE);
        ingest.advance(LOOK);

        // Then
        assertThat(sent()).isEmpty();

        // When
        say(ControlAction.RELEASE, RULE);
        ingest.advance(LOOK);

        // Then
        assertThat(sent()).containsExactly("e1");
    }

    @Test
    void stopsAndCancellationsOfABatchConcernItsRowsAlone() {
        // Given
        ScopeTarget batch = ScopeTarget.newBuilder().setService("parking").setBatchId(BATCH).build();
        say(ControlAction.STOP, batch);

        // When
        row(1);
        row(2);
        ingest.publish(Samples.issued("event"));
        ingest.advance(LOOK);

        // Then
        assertThat(sent()).containsExactly("event");

        // When
        steps();
        say(ControlAction.CANCEL, batch);
        ingest.advance(LOOK);

        // Then
        assertThat(steps()).containsExactlyInAnyOrder(BATCH + "/1 CANCELLED CANCELLED_BY_PERSON",
                BATCH + "/2 CANCELLED CANCELLED_BY_PERSON");
        assertThat(ingest.stored(Nodes.STOPPED)).isZero();
        say(ControlAction.RELEASE, batch);
        ingest.advance(LOOK);
        assertThat(sent()).isEmpty();
    }

    @Test
    void whatIsTooLateUnderAStopEndsAtThatMoment() {
        // Given
        due("e1", HOUR);
        say(ControlAction.STOP, SERVICE);
        ingest.advance(HOUR);
        steps();

        // When
        ingest.advance(Duration.ofDays(2).minusMillis(1));
        assertThat(steps()).isEmpty();
        ingest.advance(LOOK);

        // Then
        assertThat(steps()).containsExactly("e1 EXPIRED TOO_OLD");
        assertThat(ingest.stored(Nodes.STOPPED)).isZero();
        assertThat(ingest.stored(Nodes.WAITING)).isZero();
    }

    @Test
    void aCancellationEndsWhatWaitsOfItsTargetAndNotWhatIsDecidedAfterwards() {
        for (ScopeTarget target : List.of(SERVICE, RULE, TEMPLATE)) {
            // Given
            anew();
            due("e1", HOUR);
            event("other", "fine.planned", HOUR);
            steps();

            // When
            say(ControlAction.CANCEL, target);
            ingest.advance(LOOK);
            due("e2", HOUR);

            // Then
            assertThat(steps()).contains("e1 CANCELLED CANCELLED_BY_PERSON", "e2 CREATED");
            ingest.advance(HOUR);
            assertThat(sent()).isEqualTo(target.equals(RULE) ? List.of("other", "e2") : List.of("e2"));
            assertThat(ingest.stored(Nodes.WAITING)).isZero();
        }
    }

    @Test
    void aCancellationOfManyGoesOnForAShareOfTheTimeAndWhatIsDueGoesOutBefore() {
        // Given
        for (int i = 0; i < MANY; i++) {
            due("e" + i, HOUR);
        }
        event("soon", "fine.planned", LOOK);
        steps();
        say(ControlAction.CANCEL, RULE);
        ingest.clock.step(A_TENTH_OF_A_LOOK);

        // When
        ingest.advance(LOOK);

        // Then
        List<String> ended = new ArrayList<>(steps());
        assertThat(sent()).containsExactly("soon");
        assertThat(ended).isNotEmpty().hasSizeLessThan(MANY);

        // When
        for (int look = 0; look < MANY; look++) {
            ingest.advance(LOOK);
        }

        // Then
        ended.addAll(steps());
        assertThat(ended).hasSize(MANY).doesNotHaveDuplicates().allMatch(step -> step.contains(" CANCELLED "));
        assertThat(ingest.stored(Nodes.WAITING)).isZero();
    }

    @Test
    void aReleaseOfManyGoesOnForAShareOfTheTimeTheOldestFirst() {
        // Given
        List<String> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add("e" + i);
            due("e" + i, Duration.ofMinutes(1 + i));
        }
        say(ControlAction.STOP, RULE);
        ingest.advance(HOUR);
        say(ControlAction.RELEASE, RULE);
        ingest.clock.step(A_TENTH_OF_A_LOOK);

        // When
        ingest.advance(LOOK);

        // Then
        List<String> gone = new ArrayList<>(sent());
        assertThat(gone).isNotEmpty().hasSizeLessThan(MANY);

        // When
        for (int look = 0; look < MANY; look++) {
            ingest.advance(LOOK);
        }

        // Then
        gone.addAll(sent());
        assertThat(gone).isEqualTo(all);
        assertThat(ingest.stored(Nodes.STOPPED)).isZero();
    }

    @Test
    void oneCaseIsStoppedAndCancelledForItsOwnMessages() {
        // Given
        due("e1", HOUR);
        due("e2", HOUR);
        String caseKey = ingest.statuses().getFirst().getIdentity().getCaseKey();
        CaseTarget target = CaseTarget.newBuilder().setCaseKey(caseKey).setService("reminders").build();

        // When
        say(ControlAction.STOP, target);
        ingest.advance(HOUR);

        // Then
        assertThat(sent()).containsExactly("e2");

        // When
        say(ControlAction.CANCEL, target);
        ingest.advance(LOOK);

        // Then
        assertThat(steps()).containsExactly("e1 HELD STOPPED", "e1 CANCELLED CANCELLED_BY_PERSON");
    }

    @Test
    void singleNotificationsAreStoppedAndReleased() {
        // Given
        due("e1", HOUR);
        due("e2", HOUR);
        NotificationTarget target = NotificationTarget.newBuilder()
                .setNotificationIds(List.of(ingest.statuses().getFirst().getIdentity().getNotificationId())).build();

        // When
        say(ControlAction.STOP, target);
        ingest.advance(HOUR);

        // Then
        assertThat(sent()).containsExactly("e2");

        // When
        say(ControlAction.RELEASE, target);
        ingest.advance(LOOK);

        // Then
        assertThat(sent()).containsExactly("e1");
    }

    /** The command and what it concerns come through different topics. */
    @Test
    void whatIsHeardOfAfterTheCommandIsTreatedTheSame() {
        // Given
        due("e1", HOUR);
        HeldNotification decided = (HeldNotification) ingest.values(TopologyHarness.TOPICS.held()).getFirst();
        String held = TopologyHarness.TOPICS.held();

        // When: stopped, and released, before it is heard of
        anew();
        say(ControlAction.STOP, RULE);
        say(ControlAction.RELEASE, RULE);
        ingest.publish(held, ingest.avro(held, HeldNotification.newBuilder(decided)
                .setReason(StatusReason.STOPPED).setDueAt(ingest.clock.instant()).build()), new RecordHeaders());
        ingest.advance(LOOK);

        // Then
        assertThat(sent()).containsExactly("e1");

        // When: cancelled before it is heard of
        say(ControlAction.CANCEL, RULE);
        ingest.advance(Duration.ofDays(30));
        steps();
        ingest.publish(held, ingest.avro(held, decided), new RecordHeaders());

        // Then
        assertThat(steps()).containsExactly("e1 CANCELLED CANCELLED_BY_PERSON");
        assertThat(ingest.stored(Nodes.WAITING)).isZero();
    }

    @Test
    void anotherInstanceKnowsWhatIsStoppedCancelledAndHeld() {
        // Given
        due("e1", HOUR);
        event("e2", "fine.planned", HOUR);
        say(ControlAction.STOP, SERVICE);
        ingest.advance(HOUR);
        due("e3", Duration.ofDays(1));
        say(ControlAction.CANCEL, RULE);

        // When
        ingest = ingest.movedAfter(Duration.ofMinutes(1));
        ingest.advance(LOOK);
        due("e4", Duration.ZERO);

        // Then
        assertThat(sent()).isEmpty();
        assertThat(steps()).containsExactlyInAnyOrder("e1 CANCELLED CANCELLED_BY_PERSON",
                "e3 CANCELLED CANCELLED_BY_PERSON", "e4 CREATED", "e4 HELD STOPPED");

        // When
        say(ControlAction.RELEASE, SERVICE);
        ingest.advance(LOOK);

        // Then
        assertThat(sent()).containsExactlyInAnyOrder("e2", "e4");
    }

    @Test
    void aStopThatNobodyRenewsEndsAfterSevenDaysAndARenewedOneDoesNot() {
        // Given
        event("e1", "fine.planned", Duration.ZERO);
        event("e2", "fine.planned", Duration.ofMinutes(5));
        say(ControlAction.STOP, SERVICE);
        ingest.advance(Duration.ofDays(3));
        assertThat(sent()).containsExactly("e1");
        say(ControlAction.STOP, SERVICE);

        // When
        ingest.advance(Duration.ofDays(7));
        assertThat(sent()).isEmpty();
        ingest.advance(Duration.ofSeconds(1));
        ingest.advance(LOOK);

        // Then
        assertThat(sent()).containsExactly("e2");
        event("e3", "fine.planned", Duration.ZERO);
        assertThat(sent()).containsExactly("e3");
    }

    @Test
    void whatIsReleasedInTheNightWaitsForTheMorning() {
        // Given
        event("e1", "fine.planned", HOUR);
        say(ControlAction.STOP, SERVICE);
        ingest.advance(Duration.ofHours(12));
        steps();

        // When
        say(ControlAction.RELEASE, SERVICE);
        ingest.advance(LOOK);

        // Then
        assertThat(sent()).isEmpty();
        assertThat(steps()).containsExactly("e1 HELD WAITING_FOR_WINDOW");
        ingest.advance(Duration.ofHours(10));
        assertThat(sent()).containsExactly("e1");
        assertThat(ingest.stored(Nodes.STOPPED)).isZero();
    }

    @Test
    void whatStandsInForWhatDidNotArriveIsStoppedAndCancelledInItsTurn() {
        for (ControlAction action : List.of(ControlAction.STOP, ControlAction.CANCEL)) {
            // Given
            anew();
            ingest.publish(
                    Samples.event("e1", "fine.chased", List.of(Samples.keeper()), Samples.street("e1")));
            NotificationIdentity text = ((SmsRequest) ingest.requests().getFirst()).getIdentity();
            ScopeTarget chasing = ScopeTarget.newBuilder().setService("chasing").build();
            ingest.statuses();

            // When
            say(action, chasing);
            ingest.status(NotificationStatus.newBuilder().setIdentity(text).setState(NotificationState.FAILED)
                    .setReason(StatusReason.RETRIES_SPENT).setOccurredAt(ingest.clock.instant()).build());
            ingest.advance(LOOK);

            // Then
            assertThat(ingest.requests()).isEmpty();
            assertThat(steps()).containsExactly("e1 CREATED",
                    action == ControlAction.STOP ? "e1 HELD STOPPED" : "e1 CANCELLED CANCELLED_BY_PERSON");

            // When
            say(ControlAction.RELEASE, chasing);
            ingest.advance(LOOK);

            // Then
            assertThat(ingest.requests()).hasSize(action == ControlAction.STOP ? 1 : 0)
                    .allMatch(EmailRequest.class::isInstance);
        }
    }

    @Test
    void aCollectionThatBeganBeforeTheCancellationMakesNoMessage() {
        // Given
        ingest.publish(Samples.event("e1", "evidence.scanned", List.of(Samples.keeper()), Samples.street("e1")));

        // When
        ingest.advance(Duration.ofMinutes(5));
        say(ControlAction.CANCEL, ScopeTarget.newBuilder().setService("collecting").build());
        ingest.advance(Duration.ofMinutes(10));
        ingest.advance(LOOK);

        // Then
        assertThat(ingest.requests()).isEmpty();
        assertThat(steps()).contains("e1 CANCELLED CANCELLED_BY_PERSON");
    }
}
