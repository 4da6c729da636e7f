package io.postroom.ingestservice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.ingestservice.Samples;
import io.postroom.ingestservice.config.IngestProperties;
import io.postroom.schemas.Reasons;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.TimeValue;
import io.postroom.schemas.v1.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where rules are tried out everything is decided, and only those on the safelist are written to. */
class SafelistModeTest {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final String SAFE_NUMBER = "+44 7700 900123";

    private TopologyHarness ingest = TopologyHarness.writingOnlyTo(SAFE_NUMBER);

    @AfterEach
    void close() {
        ingest.close();
    }

    private List<String> steps() {
        return ingest.statuses().stream().map(status -> status.getIdentity().getChannel() + " " + status.getState()
                + (status.getReason() == null ? "" : " " + status.getReason())).toList();
    }

    private static Recipient somebody() {
        return Recipient.newBuilder(Samples.keeper()).setReference("K-9").setMobile("07700 900124").build();
    }

    private static CaseEvent due(String id, Recipient recipient) {
        Map<String, Value> data = Samples.street(id);
        data.put("due", new Value(TimeValue.newBuilder().setTime(Samples.NOW.plus(Duration.ofHours(1))).build()));
        return Samples.event(id, "fine.due", List.of(recipient), data);
    }

    @Test
    void thoseOnTheListAreWrittenToAndTheRestEndsSuppressed() {
        // When
        ingest.publish(Samples.event("e1", "fine.issued", List.of(Samples.keeper(), somebody()),
                Samples.street("F-1")));

        // Then
        assertThat(ingest.requests(Channel.SMS, Priority.NORMAL)).singleElement()
                .isInstanceOfSatisfying(SmsRequest.class, text -> assertThat(text.getTo()).isEqualTo("447700900123"));
        assertThat(ingest.decisions()).singleElement()
                .satisfies(decision -> assertThat(decision.getVerdicts().getFirst().getRecipients())
                        .extracting(verdict -> verdict.getOutcome() + " " + verdict.getReason())
                        .containsExactly("REQUESTED null", "SUPPRESSED SAFELIST"));
        assertThat(steps()).containsExactly("SMS CREATED", "SMS SUPPRESSED SAFELIST");
    }

    @Test
    void eachChannelsAddressIsAskedForItself() {
        // When
        ingest.publish(Samples.paid("e1"));

        // Then
        assertThat(ingest.requests()).singleElement().isInstanceOf(SmsRequest.class);
        assertThat(steps()).containsExactlyInAnyOrder("SMS CREATED", "EMAIL SUPPRESSED SAFELIST",
                "LETTER SUPPRESSED SAFELIST");
    }

    @Test
    void whatCannotBeWrittenIsToldAlsoForThoseWhoAreNotOnIt() {
        // When the text lacks a value
        ingest.publish(Samples.event("e1", "fine.issued", List.of(somebody()),
                Map.of("kind", new Value("street"))));

        // Then
        assertThat(steps()).containsExactly("SMS FAILED MISSING_VALUE");
    }

    @Test
    void nothingIsHeldOrCollectedForThoseWhoAreNotOnIt() {
        // When
        ingest.publish(due("e1", somebody()));
        ingest.publish(Samples.event("e2", "evidence.scanned", List.of(somebody()), Samples.street("F-1")));

        // Then
        assertThat(steps()).containsExactly("SMS SUPPRESSED SAFELIST", "SMS SUPPRESSED SAFELIST");
        ingest.advance(Duration.ofDays(1));
        assertThat(ingest.requests()).isEmpty();
    }

    @Test
    void whatIsCollectedForThoseOnItGoesOut() {
        // When
        ingest.publish(Samples.event("e2", "evidence.scanned", List.of(Samples.keeper()), Samples.street("F-1")));
        ingest.advance(Duration.ofMinutes(16));
        ingest.advance(LOOK);

        // Then
        assertThat(ingest.requests()).singleElement().isInstanceOf(SmsRequest.class);
    }

    @Test
    void aFallbackEndsWhenItsTurnComes() {
        // Given
        ingest.publish(Samples.event("e1", "fine.chased", List.of(Samples.keeper()), Samples.street("e1")));
        NotificationIdentity text = ((SmsRequest) ingest.requests().getFirst()).getIdentity();
        assertThat(steps()).containsExactly("SMS CREATED");

        // When
        ingest.status(NotificationStatus.newBuilder().setIdentity(text).setState(NotificationState.FAILED)
                .setReason(StatusReason.UNKNOWN_RECIPIENT).setOccurredAt(ingest.clock.instant()).build());
        ingest.advance(LOOK);

        // Then
        assertThat(ingest.requests()).isEmpty();
        assertThat(steps()).containsExactly("EMAIL CREATED", "EMAIL SUPPRESSED SAFELIST");
        ingest.advance(Duration.ofDays(30));
        assertThat(ingest.requests()).isEmpty();
    }

    @Test
    void whatWaitedWhenTheListCameIsAskedAgainBeforeItGoesOut() {
        // Given
        TopologyHarness everybody = new TopologyHarness();
        everybody.publish(due("e1", somebody()));
        everybody.publish(due("e2", Samples.keeper()));
        ingest.close();

        // When
        ingest = everybody.movedAfter(Duration.ofMinutes(1),
                new IngestProperties.Safelist(true, List.of(SAFE_NUMBER), null));
        ingest.advance(Duration.ofHours(1));

        // Then
        assertThat(ingest.requests()).singleElement().isInstanceOfSatisfying(SmsRequest.class,
                text -> assertThat(text.getIdentity().getEventId()).isEqualTo("e2"));
        assertThat(steps()).containsExactly("SMS SUPPRESSED SAFELIST");
    }

    @Test
    void whatStaffSendIsAskedTheSame() {
        // When
        for (Recipient recipient : List.of(Samples.keeper(), somebody())) {
            SendRequest request = SendRequest.newBuilder().setSendId(UUID.randomUUID()).setService("parking")
                    .setTemplateId("fine-issued").setChannels(List.of(Channel.SMS)).setRecipient(recipient)
                    .setValues(Map.of("number", new Value("F-1"))).setRequestedBy("staff-1")
                    .setRequestedAt(Samples.NOW).build();
            ingest.publish(TopologyHarness.TOPICS.send(), "send", request);
        }

        // Then
        assertThat(ingest.requests()).hasSize(1);
        assertThat(steps()).containsExactlyInAnyOrder("SMS CREATED", "SMS SUPPRESSED SAFELIST");
    }

    @Test
    void reservedRecipientsNeedNotBeOnIt() {
        // Given
        Recipient reserved = Recipient.newBuilder(Samples.keeper()).setMobile("07700 900802")
                .setEmail("delivered@postroom.invalid")
                .setAddressLines(List.of("Postroom reserved recipient: unknown", "1 High Street", "SW1A 1AA")).build();

        // When
        ingest.publish(Samples.event("e1", "fine.paid", List.of(reserved), Samples.street("F-1")));

        // Then
        assertThat(ingest.requests()).hasSize(3);
    }

    @Test
    void anEmptyListIsNobody() {
        // Given
        ingest.close();
        ingest = TopologyHarness.writingOnlyTo();

        // When
        ingest.publish(Samples.paid("e1"));

        // Then
        assertThat(ingest.requests()).isEmpty();
        assertThat(ingest.decisions()).singleElement()
                .satisfies(decision -> assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.SUPPRESSED));
    }

    @Test
    void theReasonIsSaidInEnglishAndWelsh() {
        assertThat(Reasons.english(StatusReason.SAFELIST)).contains("safelist");
        assertThat(Reasons.welsh(StatusReason.SAFELIST)).contains("restr ddiogel");
    }
}
