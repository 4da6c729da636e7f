package io.postroom.ingestservice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.ingestservice.Samples;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.Suppression;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Addresses that failures show to be no use, and that no service writes to any more until they are released. */
class SuppressionTest {
    private static final String TOPIC = TopologyHarness.TOPICS.suppression();

    private final TopologyHarness ingest = new TopologyHarness();

    @AfterEach
    void close() {
        ingest.close();
    }

    private NotificationIdentity text(String event) {
        ingest.publish(Samples.issued(event));
        List<SpecificRecord> requests = ingest.requests(Channel.SMS, Priority.NORMAL);
        return requests.isEmpty() ? null : ((SmsRequest) requests.getFirst()).getIdentity();
    }

    private void status(NotificationIdentity of, NotificationState state, StatusReason reason) {
        ingest.status(NotificationStatus.newBuilder().setIdentity(of).setState(state).setReason(reason)
                .setProviderDetail("code 7").setOccurredAt(ingest.clock.instant()).build());
    }

    private List<Suppression> suppressions() {
        return ingest.values(TOPIC).stream().map(Suppression.class::cast).toList();
    }

    private void publish(Suppression suppression) {
        ingest.publish(TOPIC, suppression.getRecipientKey(), suppression);
    }

    @Test
    void anAddressThatDoesNotExistIsWrittenToNoMoreByAnyService() {
        // Given
        NotificationIdentity first = text("e1");

        // When
        status(first, NotificationState.FAILED, StatusReason.UNKNOWN_RECIPIENT);
        status(first, NotificationState.FAILED, StatusReason.UNKNOWN_RECIPIENT);

        // Then
        assertThat(suppressions()).singleElement().satisfies(suppression -> {
            assertThat(suppression.getRecipientKey()).isEqualTo(first.getRecipientKey());
            assertThat(suppression.getChannel()).isEqualTo(Channel.SMS);
            assertThat(suppression.getReason()).isEqualTo(StatusReason.UNKNOWN_RECIPIENT);
            assertThat(suppression.getNotificationId()).isEqualTo(first.getNotificationId());
            assertThat(suppression.getEvidence()).isEqualTo("code 7");
            assertThat(suppression.getUntil()).isNull();
        });
        ingest.decisions();
        ingest.statuses();

        // When
        assertThat(text("e2")).isNull();

        // Then
        assertThat(ingest.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.SUPPRESSED);
            assertThat(decision.getVerdicts().getFirst().getRecipients().getFirst().getReason())
                    .isEqualTo(StatusReason.RECIPIENT_SUPPRESSED);
        });
        assertThat(ingest.statuses()).singleElement().satisfies(status -> {
            assertThat(status.getState()).isEqualTo(NotificationState.SUPPRESSED);
            assertThat(status.getReason()).isEqualTo(StatusReason.RECIPIENT_SUPPRESSED);
        });
        CaseEvent paid = Samples.paid("e3");
        ingest.publish(paid);
        assertThat(ingest.requests()).hasSize(2).noneMatch(SmsRequest.class::isInstance);
    }

    @Test
    void whatMayArriveAnotherTimeSuppressesNothing() {
        // When
        List.of(StatusReason.RECIPIENT_UNREACHABLE, StatusReason.RECIPIENT_REFUSED, StatusReason.PROVIDER_FAILED,
                StatusReason.CONTENT_REFUSED, StatusReason.NO_ADDRESS)
                .forEach(reason -> status(text("e" + reason), NotificationState.FAILED, reason));

        // Then
        assertThat(suppressions()).isEmpty();
    }

    @Test
    void aReleaseIsHonouredAndWhatWasHeardBeforeItCountsNoMore() {
        // Given
        NotificationIdentity first = text("e1");
        NotificationIdentity late = text("e2");
        Instant before = ingest.clock.instant();
        status(first, NotificationState.FAILED, StatusReason.UNKNOWN_RECIPIENT);
        Suppression made = suppressions().getFirst();
        assertThat(text("e3")).isNull();

        // When
        ingest.advance(Duration.ofHours(1));
        publish(Suppression.newBuilder(made).setReleasedBy("staff-7").setReleasedAt(ingest.clock.instant()).build());

        // Then the event that was suppressed can be sent again
        assertThat(text("e3")).isNotNull();
        ingest.status(NotificationStatus.newBuilder().setIdentity(late).setState(NotificationState.FAILED)
                .setReason(StatusReason.UNKNOWN_RECIPIENT).setOccurredAt(before).build());
        assertThat(suppressions()).isEmpty();

        // When it fails again
        ingest.advance(Duration.ofHours(1));
        NotificationIdentity again = text("e4");
        status(again, NotificationState.FAILED, StatusReason.UNKNOWN_RECIPIENT);

        // Then
        assertThat(suppressions()).singleElement()
                .satisfies(one -> assertThat(one.getNotificationId()).isEqualTo(again.getNotificationId()));
        assertThat(text("e5")).isNull();
    }

    @Test
    void aSuppressionWithAnEndIsOverThen() {
        // Given
        NotificationIdentity first = text("e1");
        publish(Suppression.newBuilder().setRecipientKey(first.getRecipientKey()).setChannel(Channel.SMS)
                .setReason(StatusReason.UNKNOWN_RECIPIENT).setSince(Samples.NOW)
                .setUntil(Samples.NOW.plus(Duration.ofDays(1))).build());
        assertThat(text("e2")).isNull();

        // When
        ingest.advance(Duration.ofDays(1));

        // Then
        assertThat(text("e3")).isNotNull();
    }

    @Test
    void aReceiptThatComesLateReleasesWhatItsMessageHadShown() {
        // Given
        NotificationIdentity first = text("e1");
        status(first, NotificationState.FAILED, StatusReason.UNKNOWN_RECIPIENT);
        assertThat(text("e2")).isNull();

        // When
        status(first, NotificationState.DELIVERED, null);

        // Then
        assertThat(suppressions().getLast().getReleasedBy()).isEqualTo("receipt");
        assertThat(text("e3")).isNotNull();
    }

    @Test
    void afterAFailureTheNextChannelIsTheFirstAndAfterAPersonsWordThereIsNone() {
        // Given
        NotificationIdentity first = text("e1");
        status(first, NotificationState.FAILED, StatusReason.UNKNOWN_RECIPIENT);
        ingest.requests();

        // When
        ingest.publish(Samples.event("e2", "fine.chased", List.of(Samples.keeper()), Samples.street("e2")));

        // Then
        assertThat(ingest.requests()).singleElement().isInstanceOf(EmailRequest.class);

        // When
        publish(Suppression.newBuilder().setRecipientKey(first.getRecipientKey()).setChannel(Channel.SMS)
                .setReason(StatusReason.OPTED_OUT).setSince(Samples.NOW).build());
        ingest.publish(Samples.event("e3", "fine.chased", List.of(Samples.keeper()), Samples.street("e3")));

        // Then
        assertThat(ingest.requests()).isEmpty();
    }

    /** That the text had been suppressed when the event first came ended what was to be sent in its stead now. */
    @Test
    void aTextThatIsMadeOnceItsPhoneIsReleasedStillHasTheNextChannelWhenItDoesNotArrive() {
        // Given
        Suppression stop = Suppression.newBuilder().setRecipientKey(text("e1").getRecipientKey())
                .setChannel(Channel.SMS).setReason(StatusReason.CANCELLED_BY_PERSON).setSince(Samples.NOW).build();
        var event = Samples.event("e2", "fine.chased", List.of(Samples.keeper()), Samples.street("e2"));
        publish(stop);
        ingest.publish(event);
        assertThat(ingest.requests()).isEmpty();
        publish(Suppression.newBuilder(stop).setReleasedBy("staff-7").setReleasedAt(ingest.clock.instant()).build());
        ingest.publish(event);
        SmsRequest text = (SmsRequest) ingest.requests().getFirst();

        // When
        status(text.getIdentity(), NotificationState.FAILED, StatusReason.RECIPIENT_UNREACHABLE);
        ingest.advance(Duration.ofSeconds(1));

        // Then
        assertThat(ingest.requests()).singleElement().isInstanceOf(EmailRequest.class);
    }

    /** What waits is decided long before it goes out. */
    @Test
    void anAddressThatFailsWhileAMessageWaitsIsLookedAtAgainWhenItIsDue() {
        // Given
        NotificationIdentity first = text("e1");
        ingest.advance(Duration.ofHours(11));
        ingest.publish(Samples.event("night", "fine.chased-patiently", List.of(Samples.keeper()),
                Samples.street("night")));
        status(first, NotificationState.FAILED, StatusReason.UNKNOWN_RECIPIENT);
        ingest.statuses();

        // When
        ingest.advance(Duration.ofHours(11));
        ingest.advance(Duration.ofMillis(100));

        // Then
        assertThat(ingest.statuses()).extracting(one -> one.getIdentity().getChannel() + " " + one.getState())
                .containsExactly("SMS SUPPRESSED", "LETTER CREATED");
        assertThat(ingest.requests()).singleElement().isInstanceOf(LetterRequest.class);
    }

    @Test
    void aPersonsWordIsFollowedForWhatWaitsTooAndNothingGoesInItsStead() {
        // Given
        NotificationIdentity first = text("e1");
        ingest.advance(Duration.ofHours(11));
        ingest.publish(Samples.event("night", "fine.chased-patiently", List.of(Samples.keeper()),
                Samples.street("night")));
        publish(Suppression.newBuilder().setRecipientKey(first.getRecipientKey()).setChannel(Channel.SMS)
                .setReason(StatusReason.OPTED_OUT).setSince(Samples.NOW).build());
        ingest.statuses();

        // When
        ingest.advance(Duration.ofHours(11));
        ingest.advance(Duration.ofMillis(100));

        // Then
        assertThat(ingest.statuses()).singleElement().satisfies(one -> {
            assertThat(one.getState()).isEqualTo(NotificationState.SUPPRESSED);
            assertThat(one.getReason()).isEqualTo(StatusReason.RECIPIENT_SUPPRESSED);
        });
        assertThat(ingest.requests()).isEmpty();
        assertThat(ingest.stored(Nodes.CHAINS)).isZero();
    }

    @Test
    void whatStandsInForAFailedMessageIsNotSentToAnAddressThatFailedMeanwhile() {
        // Given
        CaseEvent event = Samples.event("e1", "fine.chased", List.of(Samples.keeper()), Samples.street("e1"));
        ingest.publish(event);
        NotificationIdentity text = ((SmsRequest) ingest.requests().getFirst()).getIdentity();
        ingest.publish(Samples.paid("e2"));
        NotificationIdentity email = ingest.requests().stream().filter(EmailRequest.class::isInstance)
                .map(request -> ((EmailRequest) request).getIdentity()).findFirst().orElseThrow();
        status(email, NotificationState.FAILED, StatusReason.UNKNOWN_RECIPIENT);
        ingest.statuses();

        // When
        status(text, NotificationState.FAILED, StatusReason.RETRIES_SPENT);
        ingest.advance(Duration.ofMillis(100));
        ingest.advance(Duration.ofMillis(100));

        // Then
        assertThat(ingest.statuses()).extracting(one -> one.getIdentity().getChannel() + " " + one.getState())
                .containsExactly("EMAIL CREATED", "EMAIL SUPPRESSED", "LETTER CREATED");
        assertThat(ingest.requests()).singleElement().isInstanceOf(LetterRequest.class);
    }

    @Test
    void anEntryThatIsNoSuppressionIsNotFollowed() {
        // Given
        NotificationIdentity first = text("e1");

        // When
        ingest.publish(TOPIC, first.getRecipientKey(), Samples.issued("e9"));

        // Then
        assertThat(text("e2")).isNotNull();
    }
}
