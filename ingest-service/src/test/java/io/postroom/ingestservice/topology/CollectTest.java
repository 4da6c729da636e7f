package io.postroom.ingestservice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.ingestservice.Samples;
import io.postroom.ingestservice.collect.Collection;
import io.postroom.rules.decision.Collected;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.NotificationTarget;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.Suppression;
import io.postroom.schemas.v1.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several events of a case that become one message. */
class CollectTest {
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Instant NOW = Samples.NOW;

    private TopologyHarness ingest = new TopologyHarness();

    @AfterEach
    void close() {
        ingest.close();
    }

    private static CaseEvent scan(String id, Instant time) {
        return event(id, "evidence.scanned", time);
    }

    private static CaseEvent event(String id, String type, Instant time) {
        return CaseEvent.newBuilder(Samples.event(id, type, List.of(Samples.keeper()), Samples.street(id)))
                .setTime(time)
                .setCaseReference("CASE").build();
    }

    private List<String> texts() {
        return ingest.requests().stream().map(SmsRequest.class::cast)
                .map(request -> request.getIdentity().getEventId() + ": " + request.getText()).toList();
    }

    private List<String> steps() {
        return ingest.statuses().stream().map(status -> status.getIdentity().getEventId() + " " + status.getState()
                + (status.getReason() == null ? "" : " " + status.getReason())).toList();
    }

    /** Time passes, and what becomes due goes out. */
    private void pass(Duration time) {
        ingest.advance(time);
        ingest.advance(LOOK);
    }

    @Test
    void severalEventsOfACaseBecomeOneMessageWithTheIdOfTheFirst() {
        // When
        ingest.publish(scan("e1", NOW));
        ingest.advance(Duration.ofMinutes(5));
        ingest.publish(scan("e3", NOW.plusSeconds(300)));
        ingest.publish(scan("e2", NOW.plusSeconds(200)));
        ingest.advance(Duration.ofMinutes(10).minusSeconds(1));

        // Then
        assertThat(ingest.requests()).isEmpty();
        assertThat(steps()).containsExactly("e1 CREATED", "e1 HELD WAITING_FOR_COLLECTION");
        var verdicts = ingest.decisions().stream()
                .map(decision -> decision.getVerdicts().getFirst().getRecipients().getFirst()).toList();
        assertThat(verdicts).hasSize(3).allSatisfy(verdict -> {
            assertThat(verdict.getOutcome()).isEqualTo(DecisionOutcome.HELD);
            assertThat(verdict.getReason()).isEqualTo(StatusReason.WAITING_FOR_COLLECTION);
            assertThat(verdict.getNotificationId()).isEqualTo(verdicts.getFirst().getNotificationId());
        });

        // When
        pass(LOOK);

        // Then
        assertThat(ingest.requests()).singleElement().isInstanceOfSatisfying(SmsRequest.class, request -> {
            assertThat(request.getText()).isEqualTo("We have e1, e2 and e3.");
            assertThat(request.getIdentity().getNotificationId())
                    .isEqualTo(verdicts.getFirst().getNotificationId());
            assertThat(request.getIdentity().getEventId()).isEqualTo("e1");
        });
        assertThat(ingest.stored(Nodes.COLLECTING)).isZero();
        assertThat(ingest.stored(Nodes.COLLECTING_PLACES)).isZero();
        assertThat(ingest.stored(Nodes.COLLECTING_CASES)).isZero();
    }

    /** A case whose events did not end would have grown into a record that no changelog takes, which stops every case. */
    @Test
    void aCollectionThatIsFullIsFollowedByAnother() {
        // Given
        String padding = "x".repeat(150_000);

        // When
        for (int i = 0; i < 8; i++) {
            CaseEvent event = scan("e" + i, NOW.plusSeconds(i));
            Map<String, Value> data = new HashMap<>(event.getData());
            data.put("padding", new Value(padding));
            ingest.publish(CaseEvent.newBuilder(event).setData(data).build());
        }
        pass(WINDOW);

        // Then
        assertThat(texts()).containsExactlyInAnyOrder("e0: We have e0, e1, e2 and e3.",
                "e4: We have e4, e5, e6 and e7.");
        assertThat(ingest.stored(Nodes.COLLECTING)).isZero();
        assertThat(ingest.stored(Nodes.COLLECTING_CASES)).isZero();
    }

    /** The exception went through the thread that closed it, and through the next, and stopped its partition for good. */
    @Test
    void aCollectionThatCannotBecomeItsMessageBecauseOfAFaultFailsAndStopsNoOther() {
        // Given a collection that the rules cannot be asked about
        ingest.publish(scan("e1", NOW));
        ingest.change(Nodes.COLLECTING, (Collection one) -> new Collection(one.announced(), one.closesAt(), one.place(),
                new Collected(one.collected().ruleId(), one.collected().role(), one.collected().recipientReference(),
                        99, one.collected().channel(), one.collected().events())));
        ingest.publish(CaseEvent.newBuilder(scan("e2", NOW.plusSeconds(1))).setCaseReference("ANOTHER CASE").build());
        ingest.statuses();

        // When
        pass(WINDOW);

        // Then
        assertThat(texts()).containsExactly("e2: We have e2.");
        assertThat(steps()).contains("e1 FAILED CONDITION_ERROR");
        assertThat(ingest.stored(Nodes.COLLECTING)).isZero();
    }

    @Test
    void anotherInstanceGoesOnCollectingAndEventsThatComeAgainAddNothing() {
        // Given
        ingest.publish(scan("e1", NOW));
        ingest.publish(scan("e2", NOW.plusSeconds(60)));

        // When
        ingest = ingest.movedAfter(Duration.ofMinutes(5));
        ingest.publish(scan("e1", NOW));
        ingest.publish(scan("e2", NOW.plusSeconds(60)));
        ingest.publish(scan("e3", NOW.plusSeconds(120)));
        pass(Duration.ofMinutes(10));

        // Then
        assertThat(texts()).containsExactly("e1: We have e1, e2 and e3.");
        ingest.publish(scan("e1", NOW));
        ingest.publish(scan("e3", NOW.plusSeconds(120)));
        pass(WINDOW);
        assertThat(texts()).isEmpty();
        assertThat(ingest.decisions()).extracting(decision -> decision.getOutcome())
                .endsWith(DecisionOutcome.REPEATED, DecisionOutcome.REPEATED);
    }

    @Test
    void eventsOfADayThatAreReadAtOnceMakeTheMessagesOfThatDay() {
        // Given
        List<CaseEvent> day = List.of(scan("e1", NOW), scan("e2", NOW.plusSeconds(600)),
                scan("e3", NOW.plusSeconds(3_600)), scan("e4", NOW.plusSeconds(3_700)),
                scan("e5", NOW.plusSeconds(20_000)));
        List<String> expected = List.of("e1: We have e1 and e2.", "e3: We have e3 and e4.", "e5: We have e5.");

        // When
        day.forEach(ingest::publish);
        pass(WINDOW);

        // Then
        assertThat(texts()).containsExactlyInAnyOrderElementsOf(expected);

        // When they come at their own times
        ingest.close();
        ingest = new TopologyHarness();
        for (CaseEvent event : day) {
            pass(Duration.between(ingest.clock.instant(), event.getTime()).plusSeconds(5));
            ingest.publish(event);
        }
        pass(WINDOW);

        // Then
        assertThat(texts()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void otherCasesAndOtherPeopleHaveMessagesOfTheirOwn() {
        // Given
        Recipient other = Recipient.newBuilder(Samples.keeper()).setReference("K-7").build();

        // When
        ingest.publish(scan("e1", NOW));
        ingest.publish(CaseEvent.newBuilder(scan("e2", NOW)).setCaseReference("OTHER").build());
        ingest.publish(CaseEvent.newBuilder(scan("e3", NOW)).setRecipients(List.of(other)).build());
        pass(WINDOW);

        // Then
        assertThat(texts()).containsExactlyInAnyOrder("e1: We have e1.", "e2: We have e2.", "e3: We have e3.");
    }

    @Test
    void aCancellationTakesBackWhatIsCollectedAndLaterEventsBeginAnew() {
        // Given
        ingest.publish(scan("e1", NOW));
        ingest.publish(scan("e2", NOW.plusSeconds(10)));
        steps();

        // When
        ingest.publish(event("c", "evidence.withdrawn", NOW.plusSeconds(20)));
        ingest.publish(scan("e3", NOW.plusSeconds(30)));

        // Then
        assertThat(steps()).containsExactly("e1 CANCELLED CANCELLED_BY_EVENT", "e3 CREATED",
                "e3 HELD WAITING_FOR_COLLECTION");
        pass(WINDOW);
        assertThat(texts()).containsExactly("e3: We have e3.");
    }

    @Test
    void aPersonMayCancelWhatIsCollected() {
        // Given
        ingest.publish(scan("e1", NOW));
        UUID id = ingest.statuses().getFirst().getIdentity().getNotificationId();
        ControlCommand command = ControlCommand.newBuilder().setCommandId(new UUID(1, 1))
                .setAction(ControlAction.CANCEL)
                .setTarget(NotificationTarget.newBuilder().setNotificationIds(List.of(id)).build())
                .setReason(StatusReason.CANCELLED_BY_PERSON).setIssuedBy("somebody").setIssuedAt(NOW).build();
        String topic = TopologyHarness.TOPICS.control();

        // When
        ingest.publish(topic, ingest.avro(topic, command), new RecordHeaders());
        pass(WINDOW);

        // Then
        assertThat(texts()).isEmpty();
        assertThat(steps()).containsExactly("e1 CANCELLED CANCELLED_BY_PERSON");
    }

    @Test
    void whatWasCollectedIsSentByTheNextChannelInFull() {
        // Given
        ingest.publish(scan("e1", NOW));
        ingest.publish(scan("e2", NOW.plusSeconds(10)));
        pass(WINDOW);
        SmsRequest text = (SmsRequest) ingest.requests().getFirst();

        // When
        ingest.status(NotificationStatus.newBuilder().setIdentity(text.getIdentity())
                .setState(NotificationState.FAILED).setReason(StatusReason.UNKNOWN_RECIPIENT)
                .setOccurredAt(ingest.clock.instant()).build());
        pass(LOOK);

        // Then
        assertThat(ingest.requests()).singleElement().isInstanceOfSatisfying(LetterRequest.class,
                letter -> assertThat(letter.getMarkdown()).contains("* e1").contains("* e2"));
    }

    private void failed(SmsRequest text) {
        ingest.status(NotificationStatus.newBuilder().setIdentity(text.getIdentity())
                .setState(NotificationState.FAILED).setReason(StatusReason.RECIPIENT_UNREACHABLE)
                .setOccurredAt(ingest.clock.instant()).build());
    }

    /** The letter counted as made by the first event: it was taken back, and the person had neither text nor letter. */
    @Test
    void whatStandsInForACollectedMessageIsAsYoungAsTheMessage() {
        // Given
        ingest.publish(scan("e1", NOW));
        ingest.publish(scan("e2", NOW.plusSeconds(60)));
        pass(WINDOW);
        SmsRequest text = (SmsRequest) ingest.requests().getFirst();

        // When a cancellation comes that is younger than the first event, and older than the second
        ingest.publish(event("c", "evidence.withdrawn", NOW.plusSeconds(30)));
        failed(text);
        pass(LOOK);

        // Then
        assertThat(ingest.requests()).singleElement().isInstanceOf(LetterRequest.class);
    }

    /** Where the text ended at the close of the collection, the letter was written down nowhere, and no cancellation found it. */
    @Test
    void whatTakesTheCollectedMessagesPlaceAtItsCloseCanBeTakenBack() {
        // Given
        ingest.publish(scan("e1", NOW));
        UUID text = ingest.statuses().getFirst().getIdentity().getNotificationId();
        ingest.publish(event("e0", "fine.issued", NOW));
        String phone = ((SmsRequest) ingest.requests().getFirst()).getIdentity().getRecipientKey();
        ingest.publish(TopologyHarness.TOPICS.suppression(), phone,
                Suppression.newBuilder().setRecipientKey(phone).setChannel(Channel.SMS)
                        .setReason(StatusReason.UNKNOWN_RECIPIENT).setSince(NOW).build());
        pass(WINDOW);
        LetterRequest letter = (LetterRequest) ingest.requests().getFirst();
        assertThat(letter.getIdentity().getNotificationId()).isNotEqualTo(text);

        // When
        ingest.publish(event("c", "evidence.withdrawn", NOW.plusSeconds(30)));

        // Then the workers hear of it
        assertThat(ingest.values(TopologyHarness.TOPICS.control())).singleElement()
                .isInstanceOfSatisfying(ControlCommand.class,
                        command -> assertThat(((NotificationTarget) command.getTarget()).getNotificationIds())
                                .contains(letter.getIdentity().getNotificationId()));
    }

    /** Only the text was remembered: the letter began a message of its own, besides the text or the letter that stood in for it. */
    @Test
    void eventsThatComeAgainWhenTheirPhoneFailedMeanwhileMakeNoLetterBesidesWhatWasCollected() {
        // Given
        ingest.publish(scan("e1", NOW));
        ingest.publish(scan("e2", NOW.plusSeconds(60)));
        pass(WINDOW);
        String phone = ((SmsRequest) ingest.requests().getFirst()).getIdentity().getRecipientKey();
        ingest.publish(TopologyHarness.TOPICS.suppression(), phone,
                Suppression.newBuilder().setRecipientKey(phone).setChannel(Channel.SMS)
                        .setReason(StatusReason.UNKNOWN_RECIPIENT).setSince(NOW).build());
        steps();

        // When
        ingest.publish(scan("e1", NOW));
        ingest.publish(scan("e2", NOW.plusSeconds(60)));
        pass(WINDOW);

        // Then
        assertThat(steps()).isEmpty();
        assertThat(ingest.requests()).isEmpty();
        assertThat(ingest.decisions()).extracting(decision -> decision.getOutcome())
                .endsWith(DecisionOutcome.REPEATED, DecisionOutcome.REPEATED);
    }

    /** Two events of a case, one that takes back what is older, and the time: however they come. */
    @Test
    void inEveryOrderACollectionHoldsWhatIsYoungerThanWhatTakesItBack() {
        // Given
        Map<String, CaseEvent> events = Map.of("e1", scan("e1", NOW), "withdrawn",
                event("c", "evidence.withdrawn", NOW.plusSeconds(30)), "e2", scan("e2", NOW.plusSeconds(60)), "again",
                scan("e2", NOW.plusSeconds(60)));

        for (List<String> order : Orders.of(List.of("e1", "withdrawn", "e2", "again", "close"))) {
            try (TopologyHarness own = new TopologyHarness()) {
                // When
                for (String what : order) {
                    if (what.equals("close")) {
                        own.advance(WINDOW);
                        own.advance(LOOK);
                    } else {
                        own.publish(events.get(what));
                    }
                }
                own.advance(WINDOW);
                own.advance(LOOK);

                // Then
                List<String> texts = own.requests().stream().map(SmsRequest.class::cast).map(SmsRequest::getText)
                        .toList();
                assertThat(texts).as("order %s", order).allMatch(text -> text.matches("We have (e1|e2|e1 and e2)\\."));
                assertThat(String.join("", texts)).as("order %s", order).containsOnlyOnce("e2");
                if (order.indexOf("withdrawn") < order.indexOf("e1")) {
                    assertThat(String.join("", texts)).as("order %s", order).doesNotContain("e1");
                }
            }
        }
    }
}
