package io.postroom.ingestservice.topology;

import static io.postroom.schemas.v1.NotificationState.DELIVERED;
import static io.postroom.schemas.v1.NotificationState.EXPIRED;
import static io.postroom.schemas.v1.NotificationState.FAILED;
import static io.postroom.schemas.v1.NotificationState.SENT;
import static io.postroom.schemas.v1.NotificationState.SUPPRESSED;
import static io.postroom.schemas.v1.NotificationState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.ingestservice.Samples;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.Suppression;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages that are sent by another channel since they did not arrive, and those that are not. */
class FallbackTest {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration THREE_DAYS = Duration.ofHours(72);

    private TopologyHarness ingest = new TopologyHarness();

    @AfterEach
    void close() {
        ingest.close();
    }

    private static CaseEvent event(String id, String type, Instant time, Recipient recipient) {
        return CaseEvent.newBuilder(Samples.event(id, type, List.of(recipient), Samples.street(id))).setTime(time)
                .setCaseReference("CASE").build();
    }

    private NotificationIdentity chase(String type) {
        ingest.publish(event("e1", type, Samples.NOW, Samples.keeper()));
        NotificationIdentity text = sent().getFirst();
        assertThat(text.getChannel()).isEqualTo(Channel.SMS);
        ingest.statuses();
        return text;
    }

    private List<NotificationIdentity> sent() {
        return ingest.requests().stream().map(FallbackTest::identity).toList();
    }

    private static NotificationIdentity identity(SpecificRecord request) {
        return switch (request) {
            case SmsRequest sms -> sms.getIdentity();
            case EmailRequest email -> email.getIdentity();
            case LetterRequest letter -> letter.getIdentity();
            default -> throw new AssertionError(request);
        };
    }

    private List<Channel> channels() {
        return sent().stream().map(NotificationIdentity::getChannel).toList();
    }

    private void status(NotificationIdentity of, NotificationState state, StatusReason reason) {
        ingest.status(NotificationStatus.newBuilder().setIdentity(of).setState(state).setReason(reason)
                .setOccurredAt(ingest.clock.instant()).build());
    }

    private List<String> steps() {
        return ingest.statuses().stream().map(status -> status.getIdentity().getChannel() + " " + status.getState()
                + (status.getReason() == null ? "" : " " + status.getReason())).toList();
    }

    @Test
    void afterAFailureOfTheRecipientTheNextChannelsTurnComesAndThenTheNext() {
        // Given
        NotificationIdentity text = chase("fine.chased");

        // When
        status(text, FAILED, StatusReason.UNKNOWN_RECIPIENT);
        ingest.advance(LOOK);

        // Then
        EmailRequest email = (EmailRequest) ingest.requests().getFirst();
        assertThat(email.getMarkdown()).contains("Chasing fine e1.");
        assertThat(email.getIdentity().getEventId()).isEqualTo("e1");
        assertThat(email.getTerms().getFallbackChannels()).containsExactly(Channel.SMS, Channel.EMAIL,
                Channel.LETTER);
        assertThat(email.getTerms().getFallbackPosition()).isEqualTo(1);
        assertThat(email.getTerms().getExpiresAt())
                .isEqualTo(Samples.NOW.plus(Duration.ofDays(14)));
        assertThat(steps()).containsExactly("EMAIL CREATED");

        // When
        status(email.getIdentity(), FAILED, StatusReason.RECIPIENT_REFUSED);
        status(email.getIdentity(), FAILED, StatusReason.RECIPIENT_REFUSED);
        ingest.advance(LOOK);

        // Then
        LetterRequest letter = (LetterRequest) ingest.requests().getFirst();
        assertThat(letter.getIdentity().getCreatedAt()).isAfter(Samples.NOW);

        // When
        status(letter.getIdentity(), FAILED, StatusReason.RETURNED);
        ingest.advance(LOOK);

        // Then
        assertThat(sent()).isEmpty();
        assertThat(steps()).containsExactly("LETTER CREATED");
    }

    @Test
    void nothingFollowsWhatWasDelivered() {
        // Given
        NotificationIdentity text = chase("fine.chased");

        // When
        status(text, SENT, null);
        status(text, DELIVERED, null);
        status(text, FAILED, StatusReason.UNKNOWN_RECIPIENT);
        ingest.advance(Duration.ofDays(30));

        // Then
        assertThat(sent()).isEmpty();
        assertThat(steps()).isEmpty();
        assertThat(ingest.stored(Nodes.CHAINS)).isZero();
        assertThat(ingest.stored(Nodes.RECEIPTS_DUE)).isZero();
    }

    @ParameterizedTest
    @EnumSource(value = StatusReason.class, names = {"CONTENT_REFUSED", "PROVIDER_FAILED", "SENDER_NOT_BOUND",
            "REQUEST_UNREADABLE"})
    void nothingFollowsWhatFailedForAnotherReasonThanTheRecipient(StatusReason reason) {
        // Given
        NotificationIdentity text = chase("fine.chased");

        // When
        status(text, FAILED, reason);
        ingest.advance(Duration.ofDays(4));

        // Then
        assertThat(sent()).isEmpty();
    }

    @Test
    void whatTheWorkerCouldNotHandOverInTimeFollows() {
        // Given
        NotificationIdentity text = chase("fine.chased");

        // When
        status(text, EXPIRED, StatusReason.TOO_OLD);
        ingest.advance(LOOK);

        // Then
        assertThat(channels()).containsExactly(Channel.EMAIL);
    }

    @Test
    void nothingFollowsAnOutcomeThatNobodyKnowsUntilItIsSettled() {
        // Given
        NotificationIdentity text = chase("fine.chased-patiently");

        // When
        status(text, SENT, null);
        status(text, UNKNOWN, StatusReason.OUTCOME_UNKNOWN);
        ingest.advance(Duration.ofDays(5));

        // Then
        assertThat(sent()).isEmpty();

        // When
        status(text, FAILED, StatusReason.UNKNOWN_RECIPIENT);
        ingest.advance(LOOK);

        // Then
        assertThat(channels()).containsExactly(Channel.LETTER);
    }

    @Test
    void nothingFollowsWhatAPersonEnded() {
        // Given
        NotificationIdentity text = chase("fine.chased");
        ingest.publish(TopologyHarness.TOPICS.suppression(), text.getRecipientKey(), Suppression.newBuilder()
                .setRecipientKey(text.getRecipientKey()).setChannel(Channel.SMS).setReason(StatusReason.OPTED_OUT)
                .setSince(Samples.NOW).build());

        // When
        status(text, SUPPRESSED, StatusReason.RECIPIENT_SUPPRESSED);
        ingest.advance(Duration.ofDays(4));

        // Then
        assertThat(sent()).isEmpty();
    }

    @Test
    void withoutAReceiptInTimeTheNextChannelsTurnComes() {
        // Given
        NotificationIdentity text = chase("fine.chased");
        status(text, SENT, null);

        // When
        ingest.advance(THREE_DAYS.minusSeconds(2));
        assertThat(sent()).isEmpty();
        ingest.advance(LOOK);
        ingest.advance(LOOK);

        // Then
        assertThat(channels()).containsExactly(Channel.EMAIL);
        assertThat(steps()).containsExactly("SMS UNKNOWN NO_RECEIPT", "EMAIL CREATED");

        // When
        ingest.receive(Samples.accepted("r1", text, 1));
        ingest.receive(Samples.reported("r1", DELIVERED));

        // Then
        assertThat(steps()).containsExactly("SMS DELIVERED");
    }

    @Test
    void afterAReceiptThatComesLateTheChainIsOver() {
        // Given
        NotificationIdentity text = chase("fine.chased");
        status(text, FAILED, StatusReason.RECIPIENT_UNREACHABLE);
        ingest.advance(LOOK);
        NotificationIdentity email = sent().getFirst();

        // When
        status(text, DELIVERED, null);
        status(email, FAILED, StatusReason.UNKNOWN_RECIPIENT);
        ingest.advance(Duration.ofDays(4));

        // Then
        assertThat(sent()).isEmpty();
    }

    @Test
    void whatWaitsForItsWindowIsNotSentWhenTheReceiptComesMeanwhile() {
        // Given
        NotificationIdentity text = chase("fine.chased-patiently");
        ingest.advance(Duration.ofHours(12));
        status(text, FAILED, StatusReason.RECIPIENT_UNREACHABLE);
        ingest.advance(LOOK);
        assertThat(sent()).isEmpty();
        assertThat(steps()).containsExactly("LETTER CREATED", "LETTER HELD WAITING_FOR_WINDOW");

        // When
        status(text, DELIVERED, null);
        ingest.advance(Duration.ofDays(1));

        // Then
        assertThat(sent()).isEmpty();
        assertThat(steps()).containsExactly("LETTER CANCELLED CANCELLED_BY_EVENT");
    }

    @Test
    void aTextWithoutAnyReceiptEndsUnknownWhereNoRuleSaysMore() {
        // Given
        NotificationIdentity text = chase("fine.chased-patiently");
        status(text, SENT, null);

        // When
        ingest.advance(THREE_DAYS.plus(LOOK));
        ingest.advance(LOOK);

        // Then
        assertThat(sent()).isEmpty();
        assertThat(steps()).containsExactly("SMS UNKNOWN NO_RECEIPT");

        // When
        status(text, FAILED, StatusReason.UNKNOWN_RECIPIENT);
        ingest.advance(LOOK);

        // Then
        assertThat(channels()).containsExactly(Channel.LETTER);
    }

    @Test
    void anotherInstanceHearsTheReceiptsOfTheTimeBetweenBeforeItGivesATextUp() {
        // Given
        NotificationIdentity text = chase("fine.chased");
        ingest.receive(Samples.accepted("r1", text, 1));
        status(text, SENT, null);

        // When
        ingest = ingest.movedAfter(Duration.ofDays(4));
        ingest.advance(Duration.ofMinutes(9));
        ingest.receive(Samples.reported("r1", DELIVERED));
        ingest.advance(Duration.ofMinutes(2));
        ingest.advance(LOOK);

        // Then
        assertThat(steps()).containsExactly("SMS DELIVERED");
        ingest.advance(Duration.ofDays(5));
        assertThat(sent()).isEmpty();
    }

    @Test
    void anotherInstanceGoesOnWithTheChainWhenNoReceiptOfTheTimeBetweenWasHeard() {
        // Given
        NotificationIdentity text = chase("fine.chased");
        status(text, SENT, null);

        // When
        ingest = ingest.movedAfter(Duration.ofDays(4));
        ingest.advance(Duration.ofMinutes(9));
        assertThat(steps()).isEmpty();
        ingest.advance(Duration.ofMinutes(2));
        ingest.advance(LOOK);

        // Then
        assertThat(channels()).containsExactly(Channel.EMAIL);
        ingest = ingest.movedAfter(Duration.ofMinutes(1));
        ingest.advance(Duration.ofDays(5));
        assertThat(sent()).isEmpty();
    }

    @Test
    void aCancellationEndsTheChainAndWhatHasComeToItsTurn() {
        // Given
        NotificationIdentity text = chase("fine.chased");
        status(text, SENT, null);

        // When
        ingest.publish(event("e2", "fine.settled", Samples.NOW.plusSeconds(60), Samples.keeper()));
        status(text, FAILED, StatusReason.UNKNOWN_RECIPIENT);
        ingest.advance(Duration.ofDays(4));

        // Then
        assertThat(sent()).isEmpty();
    }

    @Test
    void aChainBeginsWithTheFirstChannelForWhichThereIsAnAddress() {
        // Given
        Recipient noPhone = Recipient.newBuilder(Samples.keeper()).setMobile(null).build();

        // When
        ingest.publish(event("e1", "fine.chased", Samples.NOW, noPhone));

        // Then
        assertThat(steps()).containsExactly("SMS FAILED NO_ADDRESS", "EMAIL CREATED");
        NotificationIdentity email = sent().getFirst();
        assertThat(email.getChannel()).isEqualTo(Channel.EMAIL);

        // When
        status(email, FAILED, StatusReason.UNKNOWN_RECIPIENT);
        ingest.advance(LOOK);

        // Then
        assertThat(channels()).containsExactly(Channel.LETTER);
    }

    @Test
    void channelsWithoutAnAddressAreSkippedAndOptOutsEndIt() {
        // Given
        Recipient noEmail = Recipient.newBuilder(Samples.keeper()).setEmail(null).build();
        Recipient optedOut = Recipient.newBuilder(Samples.keeper()).setReference("K-9")
                .setOptOuts(List.of(Channel.SMS)).build();

        // When
        ingest.publish(event("e1", "fine.chased", Samples.NOW, noEmail));
        ingest.publish(event("e2", "fine.chased", Samples.NOW, optedOut));
        NotificationIdentity text = sent().getFirst();
        status(text, FAILED, StatusReason.UNKNOWN_RECIPIENT);
        ingest.advance(LOOK);

        // Then
        assertThat(channels()).containsExactly(Channel.LETTER);
        assertThat(steps()).contains("SMS SUPPRESSED OPTED_OUT");
    }

    @Test
    void theSameEventAgainBeginsNoSecondChain() {
        // Given
        NotificationIdentity text = chase("fine.chased");
        status(text, FAILED, StatusReason.UNKNOWN_RECIPIENT);
        ingest.advance(LOOK);
        sent();

        // When
        ingest.publish(event("e1", "fine.chased", Samples.NOW, Samples.keeper()));
        ingest.advance(Duration.ofDays(4));

        // Then
        assertThat(sent()).isEmpty();
    }

    @Test
    void whatIsNeverNeededIsForgotten() {
        // Given
        chase("fine.chased");
        assertThat(ingest.stored(Nodes.CHAINS)).isEqualTo(2);

        // When
        ingest.advance(Duration.ofDays(150));
        ingest.advance(Duration.ofHours(2));

        // Then
        assertThat(ingest.stored(Nodes.CHAINS)).isZero();
    }

    /** What may be heard of a text and of the e-mail in its stead, in whatever order the topics give it. */
}
