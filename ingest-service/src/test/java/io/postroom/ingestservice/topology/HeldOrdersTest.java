package io.postroom.ingestservice.topology;

import static io.postroom.schemas.v1.NotificationState.CANCELLED;
import static io.postroom.schemas.v1.NotificationState.DELIVERED;
import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.ingestservice.Samples;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.NotificationTarget;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every order in which ingest may hear of a message that waits for its time, of its withdrawal, and of what workers and providers say. */
class HeldOrdersTest {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final TopologyHarness ingest = new TopologyHarness();
    private final HeldNotification decided = decided();
    private NotificationIdentity identity = null;

    @AfterEach
    void close() {
        ingest.close();
    }

    private static HeldNotification decided() {
        try (TopologyHarness ingest = new TopologyHarness()) {
            ingest.publish(Samples.event("e1", "fine.appealed", List.of(Samples.keeper()), Samples.street("e1")));
            return (HeldNotification) ingest.values(TopologyHarness.TOPICS.held()).getFirst();
        }
    }

    private void begin() {
        identity = NotificationIdentity.newBuilder(((SmsRequest) decided.getRequest()).getIdentity())
                .setNotificationId(UUID.randomUUID()).build();
        ingest.statuses();
    }

    private void hear(String what) {
        String reference = "r" + identity.getNotificationId();
        switch (what) {
            case "held" -> publish(TopologyHarness.TOPICS.held(), HeldNotification.newBuilder(decided)
                    .setRequest(SmsRequest.newBuilder((SmsRequest) decided.getRequest()).setIdentity(identity).build())
                    .setDueAt(ingest.clock.instant().plus(Duration.ofHours(1))).build());
            case "control" -> publish(TopologyHarness.TOPICS.control(), ControlCommand.newBuilder()
                    .setCommandId(new UUID(1, 1)).setAction(ControlAction.CANCEL)
                    .setTarget(NotificationTarget.newBuilder()
                            .setNotificationIds(List.of(identity.getNotificationId())).build())
                    .setReason(StatusReason.CANCELLED_BY_EVENT).setIssuedBy("appeal").setIssuedAt(Samples.NOW).build());
            case "sent" -> ingest.status(NotificationStatus.newBuilder().setIdentity(identity)
                    .setState(NotificationState.SENT).setOccurredAt(Samples.NOW).build());
            case "accepted" -> ingest.receive(Samples.accepted(reference, identity, 1));
            case "delivered" -> ingest.receive(Samples.reported(reference, DELIVERED));
            default -> throw new AssertionError(what);
        }
    }

    private void publish(String topic, SpecificRecord value) {
        ingest.publish(topic, ingest.avro(topic, value), new RecordHeaders());
    }

    private List<NotificationState> told() {
        return ingest.statuses().stream().map(NotificationStatus::getState).toList();
    }

    @Test
    void inEveryOrderOfHeldControlStatusAcceptanceAndReceiptWhatWasTakenBackIsNotSentAndTheReceiptIsTold() {
        Orders.of(List.of("held", "control", "sent", "accepted", "delivered")).forEach(order -> {
            // When
            begin();
            order.forEach(this::hear);
            ingest.advance(Duration.ofHours(2));
            ingest.advance(LOOK);

            // Then
            assertThat(ingest.requests()).as("order %s", order).isEmpty();
            // No worker had it, so that nobody expects a receipt: one that is heard all the same is told unless it was over by then.
            boolean ended = Math.max(order.indexOf("held"), order.indexOf("control")) < Math
                    .max(order.indexOf("accepted"), order.indexOf("delivered"));
            assertThat(told()).as("order %s", order)
                    .isEqualTo(ended ? List.of(CANCELLED) : List.of(DELIVERED, CANCELLED));
        });
        assertThat(ingest.stored(Nodes.WAITING)).isZero();
        assertThat(ingest.stored(Nodes.PLACES)).isZero();
    }

    @Test
    void inEveryOrderAndHeardTwiceWhatWasNotTakenBackIsSentOnceAtItsTime() {
        Orders.of(List.of("held", "sent", "accepted", "delivered")).forEach(order -> {
            // When
            begin();
            order.forEach(this::hear);
            ingest.advance(Duration.ofMinutes(10));
            order.forEach(this::hear);
            ingest.advance(Duration.ofMinutes(55));
            List<SpecificRecord> early = ingest.requests();
            ingest.advance(Duration.ofMinutes(10));
            ingest.advance(LOOK);

            // Then
            assertThat(early).as("order %s", order).isEmpty();
            assertThat(ingest.requests()).as("order %s", order).singleElement().isInstanceOfSatisfying(SmsRequest.class,
                    text -> assertThat(text.getIdentity().getNotificationId()).isEqualTo(identity.getNotificationId()));
            assertThat(told()).as("order %s", order).containsOnlyOnce(DELIVERED);
        });
        assertThat(ingest.stored(Nodes.WAITING)).isZero();
    }
}
