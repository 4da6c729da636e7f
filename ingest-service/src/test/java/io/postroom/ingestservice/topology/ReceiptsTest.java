package io.postroom.ingestservice.topology;

import static io.postroom.schemas.v1.NotificationState.CREATED;
import static io.postroom.schemas.v1.NotificationState.DELIVERED;
import static io.postroom.schemas.v1.NotificationState.FAILED;
import static io.postroom.schemas.v1.NotificationState.SENDING;
import static io.postroom.schemas.v1.NotificationState.SENT;
import static io.postroom.schemas.v1.NotificationState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.ingestservice.Samples;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.ReceiptRecord;
import io.postroom.schemas.v1.ServiceNotificationStatus;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What acceptances, reports and statuses come to, in every order. */
class ReceiptsTest {
    private TopologyHarness ingest = new TopologyHarness();
    private NotificationIdentity identity = null;

    @BeforeEach
    void requestOne() {
        ingest.publish(Samples.issued("e1"));
        identity = ((SmsRequest) ingest.requests(Channel.SMS, Priority.NORMAL).getFirst()).getIdentity();
        ingest.statuses();
        told();
    }

    @AfterEach
    void close() {
        ingest.close();
    }

    @Test
    void aReportHoursAfterTheAcceptanceMakesTheStatus() {
        // Given
        ingest.receive(Samples.accepted("r1", identity, 1));
        ingest.advance(Duration.ofHours(30));

        // When
        ingest.receive(Samples.reported("r1", DELIVERED));

        // Then
        assertThat(ingest.statuses()).singleElement().satisfies(status -> {
            assertThat(status.getState()).isEqualTo(DELIVERED);
            assertThat(status.getIdentity()).isEqualTo(identity);
            assertThat(status.getProvider()).isEqualTo("smsc");
            assertThat(status.getProviderDetail()).isEqualTo("code 7");
        });
        assertThat(ingest.meters.get("postroom.receipt.delay").tags("channel", "sms", "provider", "smsc").timer()
                .count()).isEqualTo(1);
    }

    @Test
    void aReportHoursBeforeTheAcceptanceMakesTheSameStatus() {
        // Given
        ingest.receive(Samples.reported("r1", DELIVERED));
        assertThat(ingest.statuses()).isEmpty();
        ingest.advance(Duration.ofHours(30));

        // When
        ingest.receive(Samples.accepted("r1", identity, 1));

        // Then
        assertThat(states()).containsExactly(DELIVERED);
    }

    @Test
    void anotherInstanceMatchesAReportWithAnAcceptanceOfBefore() {
        // Given
        ingest.receive(Samples.accepted("r1", identity, 1));

        // When
        ingest = ingest.movedAfter(Duration.ofHours(30));
        ingest.receive(Samples.reported("r1", DELIVERED));

        // Then
        assertThat(ingest.statuses()).singleElement().satisfies(status -> {
            assertThat(status.getState()).isEqualTo(DELIVERED);
            assertThat(status.getIdentity()).isEqualTo(identity);
        });
    }

    @Test
    void anotherInstanceMatchesAnAcceptanceWithAReportOfBefore() {
        // Given
        ingest.receive(Samples.reported("r1", DELIVERED));

        // When
        ingest = ingest.movedAfter(Duration.ofHours(30));
        ingest.receive(Samples.accepted("r1", identity, 1));

        // Then
        assertThat(states()).containsExactly(DELIVERED);
    }

    @Test
    void anotherInstanceAddsThePartsOfALongTextUpAndTellsNothingTwice() {
        // Given
        ingest.receive(Samples.accepted("r1", identity, 2));
        ingest.receive(Samples.reported("r1", DELIVERED));
        ingest.receive(Samples.accepted("r2", identity, 2));

        // When
        ingest = ingest.movedAfter(Duration.ofHours(30));
        ingest.receive(Samples.reported("r1", DELIVERED));
        ingest.receive(Samples.reported("r2", DELIVERED));

        // Then
        assertThat(states()).containsExactly(DELIVERED);

        // When
        ingest = ingest.movedAfter(Duration.ofHours(30));
        ingest.receive(Samples.reported("r2", DELIVERED));
        ingest.receive(Samples.reported("r2", FAILED));

        // Then
        assertThat(states()).isEmpty();
        assertThat(toldStates()).isEmpty();
    }

    @Test
    void aFailureHasItsReason() {
        // When
        ingest.receive(Samples.accepted("r1", identity, 1));
        ingest.receive(Samples.reported("r1", FAILED));

        // Then
        assertThat(ingest.statuses()).singleElement().satisfies(status -> {
            assertThat(status.getState()).isEqualTo(FAILED);
            assertThat(status.getReason()).isEqualTo(StatusReason.UNKNOWN_RECIPIENT);
        });
    }

    @Test
    void aLateReceiptTurnsFailedIntoDeliveredAndNeverBack() {
        // When
        ingest.receive(Samples.accepted("r1", identity, 1));
        ingest.receive(Samples.reported("r1", FAILED));
        ingest.receive(Samples.reported("r1", DELIVERED));
        ingest.receive(Samples.reported("r1", FAILED));
        ingest.receive(Samples.reported("r1", SENT));

        // Then
        assertThat(states()).containsExactly(FAILED, DELIVERED);
    }

    @Test
    void aRepeatedAcceptanceOrReportMakesNothingNew() {
        // When
        for (int i = 0; i < 3; i++) {
            ingest.receive(Samples.accepted("r1", identity, 1));
            ingest.receive(Samples.reported("r1", DELIVERED));
        }

        // Then
        assertThat(states()).containsExactly(DELIVERED);
    }

    @Test
    void aLongTextIsDeliveredWhenAllItsPartsAre() {
        // When
        for (int part = 1; part <= 3; part++) {
            ingest.receive(Samples.accepted("r" + part, identity, 3));
        }
        ingest.receive(Samples.reported("r2", DELIVERED));
        ingest.receive(Samples.reported("r1", DELIVERED));

        // Then
        assertThat(states()).isEmpty();

        // When
        ingest.receive(Samples.reported("r3", DELIVERED));

        // Then
        assertThat(states()).containsExactly(DELIVERED);
    }

    @Test
    void aLongTextFailsWhenAPartDoes() {
        // When
        ingest.receive(Samples.accepted("r1", identity, 2));
        ingest.receive(Samples.accepted("r2", identity, 2));
        ingest.receive(Samples.reported("r1", DELIVERED));
        ingest.receive(Samples.reported("r2", FAILED));

        // Then
        assertThat(states()).containsExactly(FAILED);
    }

    @Test
    void aSecondAttemptCountsByItself() {
        // Given
        ingest.receive(Samples.accepted("r1", identity, 1, 1));
        ingest.receive(Samples.reported("r1", FAILED));
        ingest.receive(Samples.accepted("r2", identity, 1, 2));
        ingest.statuses();

        // When
        ingest.receive(Samples.reported("r2", DELIVERED));

        // Then
        assertThat(states()).containsExactly(DELIVERED);
    }

    private static void permute(List<Integer> chosen, List<Integer> left, Consumer<List<Integer>> take) {
        if (left.isEmpty()) {
            take.accept(List.copyOf(chosen));
        }
        for (Integer next : left) {
            List<Integer> more = new ArrayList<>(chosen);
            more.add(next);
            permute(more, left.stream().filter(other -> !other.equals(next)).toList(), take);
        }
    }

    @Test
    void everyOrderOfAcceptancesReportsAndTheWorkersStatusEndsDelivered() {
        permute(new ArrayList<>(), List.of(0, 1, 2, 3, 4), this::endsDelivered);
    }

    private void endsDelivered(List<Integer> order) {
        // Given
        String reference = "r" + order;
        NotificationIdentity one = NotificationIdentity.newBuilder(identity).setNotificationId(UUID.randomUUID())
                .build();
        NotificationStatus sent = NotificationStatus.newBuilder(status(SENT)).setIdentity(one).build();
        List<Runnable> steps = List.of(() -> ingest.receive(Samples.accepted(reference + 1, one, 2)),
                () -> ingest.receive(Samples.accepted(reference + 2, one, 2)),
                () -> ingest.receive(Samples.reported(reference + 1, DELIVERED)),
                () -> ingest.receive(Samples.reported(reference + 2, DELIVERED)), () -> ingest.status(sent));

        // When
        order.forEach(step -> steps.get(step).run());
        List<NotificationStatus> published = ingest.statuses();

        // Then
        assertThat(published).as("order %s", order).singleElement()
                .satisfies(status -> assertThat(status.getState()).isEqualTo(DELIVERED));
        assertThat(toldStates()).as("order %s", order).isIn(List.of(SENT, DELIVERED), List.of(DELIVERED));
    }

    @Test
    void theServiceIsToldEachStepOnceUnderItsOwnReference() {
        // When
        List.of(CREATED, SENDING, SENT, SENT, DELIVERED, SENT, DELIVERED)
                .forEach(state -> ingest.status(status(state)));

        // Then
        var told = ingest.records("parking.notification-status.v1");
        assertThat(told).extracting(record -> ((ServiceNotificationStatus) record.value()).getState())
                .containsExactly(CREATED, SENDING, SENT, DELIVERED);
        assertThat(told).allSatisfy(record -> assertThat(record.key()).isEqualTo("CASE/e1"));
    }

    /** It was sent, and stayed failed: for ever, where no receipt comes. */
    @Test
    void whatIsRedrivenAfterItsAttemptsWereSpentIsToldAsSentAndNothingElseThatFailedIs() {
        // Given
        NotificationStatus spent = NotificationStatus.newBuilder(status(FAILED)).setReason(StatusReason.RETRIES_SPENT)
                .build();
        NotificationStatus refused = NotificationStatus.newBuilder(status(FAILED))
                .setReason(StatusReason.UNKNOWN_RECIPIENT).build();

        // When
        List.of(spent, status(SENDING), status(SENT), refused, status(SENDING), status(SENT)).forEach(ingest::status);

        // Then
        assertThat(toldStates()).containsExactly(FAILED, SENDING, SENT, FAILED);
    }

    @Test
    void theServiceReadsTheReasonAsASentence() {
        // When
        ingest.status(NotificationStatus.newBuilder(status(FAILED)).setReason(StatusReason.NO_ADDRESS).build());

        // Then
        ServiceNotificationStatus told = (ServiceNotificationStatus) ingest.values("parking.notification-status.v1")
                .getFirst();
        assertThat(told.getReason()).isEqualTo(StatusReason.NO_ADDRESS);
        assertThat(told.getReasonText()).isNotBlank();
    }

    @Test
    void anUnknownOutcomeIsSettledByAReceipt() {
        // Given
        ingest.receive(Samples.accepted("r1", identity, 1));
        ingest.status(status(UNKNOWN));

        // When
        ingest.receive(Samples.reported("r1", DELIVERED));

        // Then
        assertThat(states()).containsExactly(DELIVERED);
    }

    @Test
    void aServiceThatDidNotAskIsNotTold() {
        // Given
        NotificationIdentity other = NotificationIdentity.newBuilder(identity).setService("permits").build();

        // When
        ingest.status(NotificationStatus.newBuilder(status(SENT)).setIdentity(other).build());

        // Then
        assertThat(ingest.values("permits.notification-status.v1")).isEmpty();
    }

    @Test
    void unreadableReceiptsAndStatusesAreDeadLettersOfTheSendTopic() {
        // Given
        byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);

        // When
        ingest.publish(TopologyHarness.TOPICS.receipt(Channel.EMAIL), garbage, new RecordHeaders());
        ingest.publish(TopologyHarness.TOPICS.status(), garbage, new RecordHeaders());
        ingest.receive(Samples.accepted("r1", identity, 1));
        ingest.receive(Samples.reported("r1", DELIVERED));

        // Then
        assertThat(ingest.deadLetters(TopologyHarness.TOPICS.send())).hasSize(2);
        assertThat(states()).containsExactly(DELIVERED);
    }

    @Test
    void whatIsKnownOfReceiptsIsForgottenAfterItsTime() {
        // Given
        ingest.receive(Samples.accepted("r1", identity, 1));
        ReceiptRecord early = Samples.reported("r2", DELIVERED);
        ingest.receive(early);
        assertThat(ingest.stored(Nodes.REFERENCES)).isEqualTo(2);
        assertThat(ingest.stored(Nodes.NOTIFICATIONS)).isEqualTo(1);

        // When
        ingest.advance(Duration.ofDays(31));

        // Then
        assertThat(ingest.stored(Nodes.REFERENCES)).isZero();
        assertThat(ingest.stored(Nodes.NOTIFICATIONS)).isZero();
    }

    private NotificationStatus status(NotificationState state) {
        return NotificationStatus.newBuilder().setIdentity(identity).setState(state).setOccurredAt(Samples.NOW).build();
    }

    private List<NotificationState> states() {
        return ingest.statuses().stream().map(NotificationStatus::getState).toList();
    }

    private List<NotificationState> toldStates() {
        return told().stream().map(ServiceNotificationStatus::getState).toList();
    }

    private List<ServiceNotificationStatus> told() {
        return ingest.values("parking.notification-status.v1").stream().map(ServiceNotificationStatus.class::cast)
                .toList();
    }
}
