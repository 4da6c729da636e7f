package io.postroom.ingestservice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.ingestservice.Samples;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.ScopeTarget;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much a rule may send: to a person, of the same, and within an hour. */
class LimitsTest {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final ScopeTarget BLAST = ScopeTarget.newBuilder().setService("limited").setRuleId("blast").build();

    private TopologyHarness ingest = new TopologyHarness();

    @AfterEach
    void close() {
        ingest.close();
    }

    private CaseEvent event(String id, String type, String number, Recipient to) {
        return CaseEvent.newBuilder(Samples.event(id, type, List.of(to), Samples.street(number)))
                .setTime(ingest.clock.instant()).build();
    }

    private void publish(String id, String type) {
        publish(id, id, type);
    }

    private void publish(String id, String number, String type) {
        ingest.publish(event(id, type, number, Samples.keeper()));
        ingest.advance(LOOK);
    }

    private void say(ControlAction action, ScopeTarget target) {
        ingest.publish(TopologyHarness.TOPICS.control(), "limited", ControlCommand.newBuilder()
                .setCommandId(UUID.randomUUID()).setAction(action).setTarget(target)
                .setReason(action == ControlAction.CANCEL ? StatusReason.CANCELLED_BY_PERSON : StatusReason.STOPPED)
                .setIssuedBy("somebody").setIssuedAt(ingest.clock.instant()).build());
        ingest.advance(LOOK);
    }

    private List<String> sent() {
        return ingest.requests().stream().map(SmsRequest.class::cast)
                .map(request -> request.getIdentity().getEventId()).toList();
    }

    private List<String> steps() {
        return ingest.statuses().stream().map(status -> status.getIdentity().getEventId() + " " + status.getState()
                + (status.getReason() == null ? "" : " " + status.getReason())).toList();
    }

    private List<String> decided() {
        return ingest.decisions().stream().map(LimitsTest::words).toList();
    }

    private static String words(Decision decision) {
        StatusReason reason = decision.getVerdicts().getFirst().getRecipients().getFirst().getReason();
        return decision.getEventId() + " " + decision.getOutcome() + (reason == null ? "" : " " + reason);
    }

    @Test
    void aPersonHasNoMoreThanTheCapInWhateverCasesAndTheDecisionSaysSo() {
        // When
        publish("e1", "note.capped");
        publish("e2", "note.capped");
        publish("e3", "note.capped");

        // Then
        assertThat(sent()).containsExactly("e1", "e2");
        assertThat(steps()).containsExactly("e1 CREATED", "e2 CREATED", "e3 CREATED", "e3 SUPPRESSED CAP_REACHED");
        assertThat(decided()).containsExactly("e1 REQUESTED", "e2 REQUESTED", "e3 REQUESTED",
                "e3 SUPPRESSED CAP_REACHED");
        assertThat(ingest.counted("postroom.suppressed", "reason", "cap_reached")).isEqualTo(1);
        assertThat(ingest.stored(Nodes.CHAINS)).as("nothing stands in for what was too much").isEqualTo(2);

        // When: another person, and the same one a day later
        ingest.publish(event("e4", "note.capped", "e4",
                Recipient.newBuilder(Samples.keeper()).setMobile("07700 900222").build()));
        ingest.advance(Duration.ofHours(24));
        publish("e5", "note.capped");

        // Then
        assertThat(sent()).containsExactly("e4", "e5");
    }

    @Test
    void whatIsHeardTwiceCountsOnce() {
        // Given
        publish("e1", "note.capped");
        HeldNotification first = (HeldNotification) ingest.values(TopologyHarness.TOPICS.held()).stream()
                .filter(one -> ((HeldNotification) one).getFallback() == null).findFirst().orElseThrow();

        // When: the event comes again, and its notification is made again as after a replay beyond the memory
        publish("e1", "note.capped");
        String held = TopologyHarness.TOPICS.held();
        ingest.publish(held, ingest.avro(held, first), new RecordHeaders());
        ingest.advance(LOOK);
        publish("e2", "note.capped");
        publish("e3", "note.capped");

        // Then
        assertThat(sent()).containsExactly("e1", "e1", "e2");
    }

    @Test
    void countsAreKeptByAnotherInstanceAndForgottenWhenTheyCountNoMore() {
        // Given
        publish("e1", "note.capped");
        publish("e2", "note.capped");
        sent();

        // When
        ingest = ingest.movedAfter(Duration.ofHours(1));
        publish("e3", "note.capped");

        // Then
        assertThat(sent()).isEmpty();
        ingest.advance(Duration.ofHours(25));
        ingest.advance(Duration.ofHours(1));
        ingest.advance(Duration.ofHours(1));
        assertThat(ingest.stored(Nodes.HAD)).isZero();
    }

    @Test
    void whatCountsIsWhatGoesOutAndNotWhatWasTakenBack() {
        // Given
        publish("e1", "note.capped-later");
        publish("e2", "note.capped-later");
        ingest.publish(CaseEvent.newBuilder(event("e3", "note.withdrawn", "", Samples.keeper()))
                .setCaseReference("CASE/e1").build());
        assertThat(sent()).isEmpty();

        // When
        ingest.advance(Duration.ofHours(48));
        ingest.advance(LOOK);

        // Then
        assertThat(sent()).containsExactly("e2");
        assertThat(steps()).contains("e1 CANCELLED CANCELLED_BY_EVENT").doesNotContain("e2 SUPPRESSED CAP_REACHED");
    }

    @Test
    void theSameWordsAreNotSentTwiceWithinTheTime() {
        // When
        ingest.publish(event("e1", "note.same", "7", Samples.keeper()));
        ingest.advance(LOOK);
        ingest.publish(event("e2", "note.same", "7", Samples.keeper()));
        ingest.publish(event("e3", "note.same", "8", Samples.keeper()));
        ingest.advance(LOOK);

        // Then
        assertThat(sent()).containsExactly("e1", "e3");
        assertThat(steps()).contains("e2 SUPPRESSED SAME_CONTENT");
        assertThat(decided()).contains("e2 SUPPRESSED SAME_CONTENT");
        ingest.advance(Duration.ofHours(24));
        ingest.publish(event("e4", "note.same", "7", Samples.keeper()));
        ingest.advance(LOOK);
        assertThat(sent()).containsExactly("e4");
    }

    /** The rule with the shorter time forgot what the other still had to know of, and the same words went twice in five hours. */
    @Test
    void ofRulesWithDifferentTimesEachLooksBackAsFarAsItsOwn() {
        // Given
        publish("e1", "7", "note.same");
        ingest.advance(Duration.ofHours(2));
        publish("e2", "7", "note.same-briefly");

        // When
        ingest.advance(Duration.ofHours(3));
        publish("e3", "7", "note.same");
        publish("e4", "7", "note.same-briefly");

        // Then
        assertThat(sent()).containsExactly("e1", "e2", "e4");
        assertThat(steps()).contains("e3 SUPPRESSED SAME_CONTENT");
    }

    /** It was forgotten after the hour of its own rule. */
    @Test
    void whatWentByTheRuleWithTheShorterTimeIsKnownToTheOther() {
        // Given
        publish("e1", "7", "note.same-briefly");
        for (int hour = 0; hour < 3; hour++) {
            ingest.advance(Duration.ofHours(1));
        }

        // When
        publish("e2", "7", "note.same");

        // Then
        assertThat(sent()).containsExactly("e1");
        for (int hour = 0; hour < 24; hour++) {
            ingest.advance(Duration.ofHours(1));
        }
        assertThat(ingest.stored(Nodes.HAD)).isZero();
    }

    @Test
    void whatARuleMakesTooMuchOfWaitsForAPersonAndGoesAtTheReleaseOfTheRuleTheOldestFirst() {
        // Given
        for (int i = 1; i <= 5; i++) {
            publish("e" + i, "note.blast");
        }

        // Then
        assertThat(sent()).containsExactly("e1", "e2", "e3");
        assertThat(steps()).contains("e4 HELD BLAST_LIMIT", "e5 HELD BLAST_LIMIT");
        assertThat(decided()).contains("e4 HELD BLAST_LIMIT", "e5 HELD BLAST_LIMIT");
        assertThat(ingest.counted("postroom.blast.limited", "rule", "blast")).isEqualTo(2);
        ingest.advance(Duration.ofHours(3));
        assertThat(sent()).as("waits for a person, not for the hour").isEmpty();

        // When
        say(ControlAction.RELEASE, ScopeTarget.newBuilder().setService("limited").build());
        assertThat(sent()).as("the release of something else").isEmpty();
        say(ControlAction.RELEASE, BLAST);

        // Then
        assertThat(sent()).containsExactly("e4", "e5");
        assertThat(ingest.stored(Nodes.WAITING)).isZero();
        assertThat(ingest.stored(Nodes.STOPPED)).isZero();
    }

    @Test
    void afterAReleaseCountingBeginsAnew() {
        // Given
        for (int i = 1; i <= 4; i++) {
            publish("e" + i, "note.blast");
        }
        say(ControlAction.RELEASE, BLAST);
        sent();

        // When
        for (int i = 5; i <= 8; i++) {
            publish("e" + i, "note.blast");
        }

        // Then
        assertThat(sent()).containsExactly("e5", "e6", "e7");
        assertThat(steps()).contains("e8 HELD BLAST_LIMIT");
    }

    @Test
    void anHourLaterTheRuleMaySendAgain() {
        // Given
        for (int i = 1; i <= 4; i++) {
            publish("e" + i, "note.blast");
        }
        sent();

        // When
        ingest.advance(Duration.ofMinutes(61));
        publish("e5", "note.blast");

        // Then
        assertThat(sent()).containsExactly("e5");
    }

    @Test
    void whatIsTooMuchAndWaitsForItsTimeGoesThenAfterItsRelease() {
        // Given
        publish("e1", "note.blast-later");
        publish("e2", "note.blast-later");
        steps();

        // When
        say(ControlAction.RELEASE, ScopeTarget.newBuilder(BLAST).setRuleId("blast-later").build());

        // Then
        assertThat(sent()).isEmpty();
        assertThat(steps()).containsExactly("e2 HELD WAITING_FOR_TIME");
        ingest.advance(Duration.ofHours(2));
        assertThat(sent()).containsExactlyInAnyOrder("e1", "e2");
    }

    @Test
    void whatIsTooMuchIsCancelledExpiredAndStoppedLikeAnythingThatWaits() {
        // Given
        for (int i = 1; i <= 6; i++) {
            publish("e" + i, "note.blast");
        }
        sent();
        steps();

        // When
        ingest.publish(CaseEvent.newBuilder(event("e7", "note.withdrawn", "", Samples.keeper()))
                .setCaseReference("CASE/e4").build());

        // Then
        assertThat(steps()).containsExactly("e4 CANCELLED CANCELLED_BY_EVENT");

        // When
        say(ControlAction.STOP, ScopeTarget.newBuilder().setService("limited").build());
        say(ControlAction.RELEASE, BLAST);
        assertThat(sent()).isEmpty();
        say(ControlAction.CANCEL, BLAST);

        // Then
        assertThat(steps()).containsExactlyInAnyOrder("e5 CANCELLED CANCELLED_BY_PERSON",
                "e6 CANCELLED CANCELLED_BY_PERSON");
        assertThat(ingest.stored(Nodes.STOPPED)).isZero();
    }

    @Test
    void anotherInstanceKnowsTheCountWhatWaitsAndWhatWasLetGo() {
        // Given
        for (int i = 1; i <= 4; i++) {
            publish("e" + i, "note.blast");
        }
        sent();

        // When
        ingest = ingest.movedAfter(Duration.ofMinutes(1));
        publish("e5", "note.blast");

        // Then
        assertThat(sent()).isEmpty();

        // When
        say(ControlAction.RELEASE, BLAST);

        // Then
        assertThat(sent()).containsExactly("e4", "e5");
    }

    @Test
    void whatNobodyLetsGoInItsTimeIsNotSentByTheNextChannelEither() {
        // Given
        publish("e1", "note.blast-twice");
        publish("e2", "note.blast-twice");
        assertThat(sent()).containsExactly("e1");
        steps();

        // When
        ingest.advance(Duration.ofDays(15));
        ingest.advance(LOOK);

        // Then
        assertThat(steps()).contains("e2 SUPPRESSED BLAST_LIMIT")
                .noneMatch(step -> step.startsWith("e2 EXPIRED"));
        assertThat(ingest.requests(Channel.LETTER, Priority.NORMAL)).isEmpty();
        assertThat(ingest.stored(Nodes.STOPPED)).isZero();
    }

    @Test
    void whatStandsInForAMessageThatFailedIsNeitherCountedNorLimited() {
        // Given
        publish("e1", "note.capped");
        publish("e2", "note.capped");
        List<NotificationIdentity> texts = ingest.requests().stream().map(SmsRequest.class::cast)
                .map(SmsRequest::getIdentity).toList();

        // When
        texts.forEach(text -> ingest.status(NotificationStatus.newBuilder().setIdentity(text)
                .setState(NotificationState.FAILED).setReason(StatusReason.RECIPIENT_UNREACHABLE)
                .setOccurredAt(ingest.clock.instant()).build()));
        ingest.advance(LOOK);

        // Then
        assertThat(ingest.requests(Channel.LETTER, Priority.NORMAL)).hasSize(2);
    }

    @Test
    void severalEventsInOneMessageCountAsOne() {
        // Given
        for (int i = 1; i <= 3; i++) {
            ingest.publish(CaseEvent.newBuilder(event("e" + i, "note.collected", "" + i, Samples.keeper()))
                    .setCaseReference("CASE").build());
        }
        ingest.advance(Duration.ofMinutes(16));
        ingest.advance(LOOK);

        // When
        ingest.publish(CaseEvent.newBuilder(event("e4", "note.collected", "4", Samples.keeper()))
                .setCaseReference("CASE").build());
        ingest.advance(Duration.ofMinutes(16));
        ingest.advance(LOOK);
        ingest.publish(CaseEvent.newBuilder(event("e5", "note.collected", "5", Samples.keeper()))
                .setCaseReference("CASE").build());
        ingest.advance(Duration.ofMinutes(16));
        ingest.advance(LOOK);

        // Then
        assertThat(sent()).containsExactly("e1", "e4");
        assertThat(steps()).contains("e5 SUPPRESSED CAP_REACHED");
    }

    @Test
    void eachPersonOfAnEventIsDecidedAlone() {
        // When
        Recipient other = Recipient.newBuilder(Samples.keeper()).setReference("K-9").setMobile("07700 900222").build();
        for (int i = 1; i <= 2; i++) {
            ingest.publish(CaseEvent.newBuilder(Samples.event("e" + i, "note.same", List.of(Samples.keeper(), other),
                    Samples.street("7"))).setTime(ingest.clock.instant()).build());
            ingest.advance(LOOK);
        }

        // Then
        assertThat(sent()).containsExactly("e1", "e1");
        List<Decision> limited = ingest.decisions().stream()
                .filter(decision -> decision.getReason() == StatusReason.SAME_CONTENT).toList();
        assertThat(limited).hasSize(2).allSatisfy(decision -> {
            assertThat(decision.getEventId()).isEqualTo("e2");
            assertThat(decision.getVerdicts()).singleElement()
                    .satisfies(rule -> assertThat(rule.getRecipients()).hasSize(1));
        });
        assertThat(limited.stream().map(decision -> decision.getVerdicts().getFirst().getRecipients().getFirst()
                .getNotificationId())).doesNotHaveDuplicates();
    }

    /** What was held, and that it may go, come through different topics. */
    @Test
    void whatIsHeardOfAfterItsReleaseGoesAndWhatWasHeldAfterTheReleaseDoesNot() {
        // Given
        for (int i = 1; i <= 4; i++) {
            publish("e" + i, "note.blast");
        }
        HeldNotification tooMuch = (HeldNotification) ingest.values(TopologyHarness.TOPICS.held()).getLast();
        assertThat(tooMuch.getReason()).isEqualTo(StatusReason.BLAST_LIMIT);
        sent();
        String held = TopologyHarness.TOPICS.held();

        // When
        say(ControlAction.RELEASE, BLAST);
        assertThat(sent()).containsExactly("e4");
        ingest.publish(held, ingest.avro(held, tooMuch), new RecordHeaders());
        ingest.advance(LOOK);

        // Then
        assertThat(sent()).containsExactly("e4");
        ingest.publish(held, ingest.avro(held,
                HeldNotification.newBuilder(tooMuch).setHeldAt(ingest.clock.instant()).build()), new RecordHeaders());
        ingest.advance(LOOK);
        assertThat(sent()).isEmpty();
    }

    @Test
    void aRuleWithoutLimitsPassesNeitherCount() {
        // When
        ingest.publish(Samples.issued("e1"));

        // Then
        assertThat(ingest.requests(Channel.SMS, Priority.NORMAL)).hasSize(1);
        assertThat(ingest.stored(Nodes.HAD)).isZero();
        assertThat(ingest.stored(Nodes.COUNTS)).isZero();
        assertThat(ingest.decisions().getFirst().getOutcome()).isEqualTo(DecisionOutcome.REQUESTED);
    }
}
