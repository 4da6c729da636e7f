package io.postroom.ingestservice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.ingestservice.Samples;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What events come to, by the whole topology. */
class DecideTest {
    private final TopologyHarness ingest = new TopologyHarness();

    @AfterEach
    void close() {
        ingest.close();
    }

    @Test
    void anEventBecomesARequestAStatusAndADecision() {
        // Given
        CaseEvent event = Samples.issued("e1");
        RecordHeaders headers = new RecordHeaders();
        headers.add(Names.Headers.TRACEPARENT,
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes(StandardCharsets.UTF_8));

        // When
        ingest.publish("case-events", ingest.avro("case-events", event), headers);

        // Then
        var requests = ingest.records(TopologyHarness.TOPICS.request(Channel.SMS, Priority.NORMAL));
        assertThat(requests).hasSize(1);
        SmsRequest request = (SmsRequest) requests.getFirst().value();
        assertThat(request.getTo()).isEqualTo("447700900123");
        assertThat(request.getSender()).isEqualTo("Parking");
        assertThat(request.getText()).isEqualTo("Fine F-1 was issued.");
        assertThat(request.getIdentity().getCaseReference()).isEqualTo("CASE/e1");
        assertThat(request.getIdentity().getCreatedAt()).isEqualTo(Samples.NOW);
        assertThat(request.getTerms().getExpiresAt()).isEqualTo(Samples.NOW.plus(Duration.ofDays(14)));
        assertThat(requests.getFirst().key()).isEqualTo(request.getIdentity().getCaseKey()).doesNotContain("CASE");
        assertThat(new String(requests.getFirst().headers().lastHeader(Names.Headers.TRACEPARENT).value(),
                StandardCharsets.UTF_8)).isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        assertThat(new String(requests.getFirst().headers().lastHeader(Names.Headers.CE_TYPE).value(),
                StandardCharsets.UTF_8)).isEqualTo("io.postroom.schemas.v1.SmsRequest");

        List<NotificationStatus> statuses = ingest.statuses();
        assertThat(statuses).hasSize(1);
        assertThat(statuses.getFirst().getState()).isEqualTo(NotificationState.CREATED);
        assertThat(statuses.getFirst().getIdentity()).isEqualTo(request.getIdentity());

        List<Decision> decisions = ingest.decisions();
        assertThat(decisions).hasSize(1);
        assertThat(decisions.getFirst().getOutcome()).isEqualTo(DecisionOutcome.REQUESTED);
        assertThat(decisions.getFirst().getService()).isEqualTo("parking");
        assertThat(decisions.getFirst().getVerdicts().getFirst().getRecipients().getFirst().getNotificationId())
                .isEqualTo(request.getIdentity().getNotificationId());
    }

    @Test
    void everyChannelOfARuleGetsItsCompleteRequest() {
        // When
        ingest.publish(Samples.paid("e1"));

        // Then
        SmsRequest sms = (SmsRequest) ingest.requests(Channel.SMS, Priority.BULK).getFirst();
        EmailRequest email = (EmailRequest) ingest.requests(Channel.EMAIL, Priority.BULK).getFirst();
        LetterRequest letter = (LetterRequest) ingest.requests(Channel.LETTER, Priority.BULK).getFirst();
        assertThat(sms.getText()).isEqualTo("Fine F-1 was paid.");
        assertThat(email.getTo()).isEqualTo("ada@example.com");
        assertThat(email.getFromName()).isEqualTo("Parking");
        assertThat(email.getFromAddress()).isEqualTo("no-reply@parking.example");
        assertThat(email.getSubject()).isEqualTo("Fine F-1 was paid");
        assertThat(email.getMarkdown()).contains("Thank you for paying fine");
        assertThat(letter.getAddressLines()).containsExactly("Ada Keeper", "1 High Street", "SW1A 1AA");
        assertThat(letter.getContactBlock()).containsExactly("Parking", "1 High Street", "Newtown");
        assertThat(List.of(sms.getIdentity().getNotificationId(), email.getIdentity().getNotificationId(),
                letter.getIdentity().getNotificationId())).doesNotHaveDuplicates();
        assertThat(sms.getIdentity().getCaseKey()).isEqualTo(letter.getIdentity().getCaseKey());
    }

    @Test
    void theSameEventAgainMakesNothingNew() {
        // Given
        ingest.publish(Samples.paid("e1"));
        assertThat(ingest.requests()).hasSize(3);
        ingest.statuses();
        ingest.decisions();

        // When
        ingest.publish(Samples.paid("e1"));

        // Then
        assertThat(ingest.requests()).isEmpty();
        assertThat(ingest.statuses()).isEmpty();
        assertThat(ingest.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.REPEATED);
            assertThat(decision.getReason()).isEqualTo(StatusReason.ALREADY_DECIDED);
        });
    }

    @Test
    void anIdThatComesAgainWithOtherContentIsRefused() {
        // Given
        ingest.publish(Samples.issued("e1"));
        ingest.requests();
        ingest.decisions();
        CaseEvent other = Samples.event("e1", "fine.issued", List.of(Samples.keeper()), Samples.street("F-2"));

        // When
        ingest.publish(other);

        // Then
        assertThat(ingest.requests()).isEmpty();
        assertThat(ingest.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.REFUSED);
            assertThat(decision.getReason()).isEqualTo(StatusReason.EVENT_ID_REUSED);
        });
    }

    @Test
    void theSameEventIsForgottenByWallClockAloneAndInBoundedSteps() {
        // Given
        ingest.publish(Samples.issued("e1"));
        ingest.advance(Duration.ofDays(3));
        ingest.publish(Samples.issued("e2"));
        assertThat(ingest.stored(Nodes.MEMORY)).isEqualTo(2);

        // When
        ingest.advance(Duration.ofDays(5));

        // Then
        assertThat(ingest.stored(Nodes.MEMORY)).isEqualTo(1);
    }

    @Test
    void anEventFromTheFutureEmptiesNoMemory() {
        // Given
        ingest.publish(Samples.issued("e1"));
        CaseEvent nextMonth = CaseEvent.newBuilder(Samples.issued("e2")).setTime(Samples.NOW.plus(Duration.ofDays(30)))
                .build();

        // When
        ingest.publish("case-events", ingest.avro("case-events", nextMonth), new RecordHeaders(),
                Samples.NOW.plus(Duration.ofDays(30)));
        ingest.requests();
        ingest.publish(Samples.issued("e1"));

        // Then
        assertThat(ingest.requests()).isEmpty();
        assertThat(ingest.stored(Nodes.MEMORY)).isEqualTo(2);
    }

    @Test
    void anEventOlderThanItsRuleAllowsIsDecidedExpired() {
        // Given
        CaseEvent old = CaseEvent.newBuilder(Samples.issued("e1")).setTime(Samples.NOW.minus(Duration.ofDays(15)))
                .build();

        // When
        ingest.publish(old);

        // Then
        assertThat(ingest.requests()).isEmpty();
        assertThat(ingest.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.EXPIRED);
            assertThat(decision.getVerdicts().getFirst().getReason()).isEqualTo(StatusReason.TOO_OLD);
        });
    }

    @Test
    void aRecipientWithoutTheNeededAddressEndsFailed() {
        // When
        ingest.publish(Samples.event("e1", "fine.issued", List.of(Samples.unreachable()), Samples.street("F-1")));

        // Then
        assertThat(ingest.requests()).isEmpty();
        assertThat(ingest.statuses()).singleElement().satisfies(status -> {
            assertThat(status.getState()).isEqualTo(NotificationState.FAILED);
            assertThat(status.getReason()).isEqualTo(StatusReason.NO_ADDRESS);
            assertThat(status.getIdentity().getChannel()).isEqualTo(Channel.SMS);
        });
        assertThat(ingest.decisions()).singleElement()
                .satisfies(decision -> assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.FAILED));
    }

    @Test
    void anEventWithoutRecipientsIsDecidedWithItsReason() {
        // When
        ingest.publish(Samples.event("e1", "fine.issued", List.of(), Samples.street("F-1")));

        // Then
        assertThat(ingest.requests()).isEmpty();
        assertThat(ingest.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.FAILED);
            assertThat(decision.getVerdicts().getFirst().getRecipients().getFirst().getReason())
                    .isEqualTo(StatusReason.NO_RECIPIENT);
        });
        assertThat(ingest.statuses()).singleElement().satisfies(status -> {
            assertThat(status.getState()).isEqualTo(NotificationState.FAILED);
            assertThat(status.getReason()).isEqualTo(StatusReason.NO_RECIPIENT);
            assertThat(status.getIdentity().getRecipientRole()).isEqualTo("keeper");
            assertThat(status.getIdentity().getChannel()).isEqualTo(Channel.SMS);
        });
    }

    @Test
    void aValueThatTheTemplateNeedsIsMissing() {
        // Given
        var data = Samples.street("F-1");
        data.remove("number");

        // When
        ingest.publish(Samples.event("e1", "fine.issued", List.of(Samples.keeper()), data));

        // Then
        assertThat(ingest.requests()).isEmpty();
        assertThat(ingest.statuses()).singleElement().satisfies(status -> {
            assertThat(status.getState()).isEqualTo(NotificationState.FAILED);
            assertThat(status.getReason()).isEqualTo(StatusReason.MISSING_VALUE);
        });
    }

    @Test
    void aConditionThatDoesNotHoldOrCannotBeEvaluatedIsSaid() {
        // When
        ingest.publish(Samples.event("e1", "fine.issued", List.of(Samples.keeper()), Map.of("kind",
                new io.postroom.schemas.v1.Value("car park"))));
        ingest.publish(Samples.event("e2", "fine.issued", List.of(Samples.keeper()), Map.of()));

        // Then
        assertThat(ingest.requests()).isEmpty();
        List<Decision> decisions = ingest.decisions();
        assertThat(decisions.get(0).getOutcome()).isEqualTo(DecisionOutcome.NOT_MATCHED);
        assertThat(decisions.get(0).getVerdicts().getFirst().getReason()).isEqualTo(StatusReason.CONDITION_FALSE);
        assertThat(decisions.get(1).getOutcome()).isEqualTo(DecisionOutcome.FAILED);
        assertThat(decisions.get(1).getVerdicts().getFirst().getReason()).isEqualTo(StatusReason.CONDITION_ERROR);
    }

    @Test
    void anEventOfATypeThatNobodyKnowsIsDecidedSo() {
        // When
        ingest.publish(Samples.event("e1", "fine.lost", List.of(Samples.keeper()), Map.of()));

        // Then
        assertThat(ingest.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.NOT_MATCHED);
            assertThat(decision.getReason()).isEqualTo(StatusReason.NO_MATCHING_RULE);
            assertThat(decision.getService()).isNull();
        });
    }

    @Test
    void aSourceMaySpeakForNoServiceButItsOwn() {
        // When
        ingest.publish(Samples.event("e1", "permit.granted", List.of(Samples.keeper()), Map.of()));

        // Then
        assertThat(ingest.requests()).isEmpty();
        assertThat(ingest.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.getService()).isEqualTo("permits");
            assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.REFUSED);
            assertThat(decision.getReason()).isEqualTo(StatusReason.SERVICE_NOT_BOUND);
        });
    }
}
