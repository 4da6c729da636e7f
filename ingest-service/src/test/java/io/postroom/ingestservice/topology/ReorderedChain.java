package io.postroom.ingestservice.topology;

import io.postroom.ingestservice.Samples;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.FallbackStep;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.NotificationTarget;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A text that another message stands in for, of which the part of ingest that keeps chains hears in another order than it happened. */
final class ReorderedChain {
    private final TopologyHarness ingest;
    private final HeldNotification decidedNext;
    private final NotificationIdentity decidedText;
    private final List<NotificationStatus> heard = new ArrayList<>();
    private NotificationIdentity text;
    private UUID next;

    private ReorderedChain(TopologyHarness ingest, TopologyHarness decided, Channel next) {
        this.ingest = ingest;
        this.decidedText = ((SmsRequest) decided.requests().getFirst()).getIdentity();
        this.decidedNext = decided.values(TopologyHarness.TOPICS.held()).stream().map(HeldNotification.class::cast)
                .filter(one -> one.getFallback() != null && channel((SpecificRecord) one.getRequest()) == next)
                .findFirst().orElseThrow();
        begin();
    }

    /** A text of one event, and an e-mail in its stead. */
    static ReorderedChain ofOneEvent(TopologyHarness ingest) {
        try (TopologyHarness decided = new TopologyHarness()) {
            decided.publish(Samples.event("e1", "fine.chased", List.of(Samples.keeper()), Samples.street("e1")));
            return new ReorderedChain(ingest, decided, Channel.EMAIL);
        }
    }

    /** A text of two events that were collected, and a letter in its stead. */
    static ReorderedChain ofCollected(TopologyHarness ingest) {
        try (TopologyHarness decided = new TopologyHarness()) {
            decided.publish(Samples.event("e1", "evidence.scanned", List.of(Samples.keeper()), Samples.street("e1")));
            decided.publish(Samples.event("e2", "evidence.scanned", List.of(Samples.keeper()), Samples.street("e2")));
            decided.advance(Duration.ofMinutes(15));
            decided.advance(Duration.ofSeconds(1));
            return new ReorderedChain(ingest, decided, Channel.LETTER);
        }
    }

    /** Another such text. */
    void begin() {
        text = NotificationIdentity.newBuilder(decidedText).setNotificationId(UUID.randomUUID()).build();
        next = UUID.randomUUID();
        heard.clear();
    }

    void hears(String what) {
        String reference = "r" + text.getNotificationId();
        switch (what) {
            case "held" -> publish(TopologyHarness.TOPICS.held(), held());
            case "sent" -> ingest.status(NotificationStatus.newBuilder().setIdentity(text)
                    .setState(NotificationState.SENT).setOccurredAt(Samples.NOW).build());
            case "accepted" -> ingest.receive(Samples.accepted(reference, text, 1));
            case "failed" -> ingest.receive(Samples.reported(reference, NotificationState.FAILED));
            case "delivered" -> ingest.receive(Samples.reported(reference, NotificationState.DELIVERED));
            case "control" -> publish(TopologyHarness.TOPICS.control(), command());
            default -> throw new AssertionError(what);
        }
    }

    private HeldNotification held() {
        SpecificRecord request = switch (decidedNext.getRequest()) {
            case EmailRequest mail -> EmailRequest.newBuilder(mail).setIdentity(another(mail.getIdentity())).build();
            case LetterRequest letter ->
                LetterRequest.newBuilder(letter).setIdentity(another(letter.getIdentity())).build();
            default -> throw new AssertionError(decidedNext);
        };
        return HeldNotification.newBuilder(decidedNext).setRequest(request)
                .setFallback(FallbackStep.newBuilder(decidedNext.getFallback()).setFollows(text.getNotificationId())
                        .setKeepUntil(ingest.clock.instant().plus(Duration.ofDays(60))).build())
                .build();
    }

    private NotificationIdentity another(NotificationIdentity identity) {
        return NotificationIdentity.newBuilder(identity).setNotificationId(next).build();
    }

    private ControlCommand command() {
        return ControlCommand.newBuilder().setCommandId(new UUID(1, 1)).setAction(ControlAction.CANCEL)
                .setTarget(NotificationTarget.newBuilder()
                        .setNotificationIds(List.of(text.getNotificationId(), next)).build())
                .setReason(StatusReason.CANCELLED_BY_EVENT).setIssuedBy("chase").setIssuedAt(Samples.NOW).build();
    }

    private void publish(String topic, SpecificRecord value) {
        ingest.publish(topic, ingest.avro(topic, value), new RecordHeaders());
    }

    List<Channel> sent() {
        return ingest.requests().stream().map(ReorderedChain::channel).toList();
    }

    private static Channel channel(SpecificRecord request) {
        return switch (request) {
            case SmsRequest sms -> Channel.SMS;
            case EmailRequest mail -> Channel.EMAIL;
            case LetterRequest letter -> Channel.LETTER;
            default -> throw new AssertionError(request);
        };
    }

    /** What stands in. */
    Channel next() {
        return channel((SpecificRecord) decidedNext.getRequest());
    }

    void hearStatuses() {
        heard.addAll(ingest.statuses());
    }

    /** The states of this text, or of what stands in for it. */
    List<NotificationState> states(Channel channel) {
        UUID id = channel == Channel.SMS ? text.getNotificationId() : next;
        return heard.stream().filter(status -> status.getIdentity().getNotificationId().equals(id))
                .map(NotificationStatus::getState).toList();
    }
}
