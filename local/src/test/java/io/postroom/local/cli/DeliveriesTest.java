package io.postroom.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.schemas.v1.Acceptance;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.ReceiptRecord;
import io.postroom.schemas.v1.RecipientVerdict;
import io.postroom.schemas.v1.RuleVerdict;
import io.postroom.schemas.v1.StatusReason;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Set<String> EVENT = Set.of("event");

    private final UUID id = UUID.randomUUID();
    private final Deliveries deliveries = new Deliveries();

    @Test
    void anEventIsOverOnceEverythingThatItLedToIs() {
        // Given
        assertThat(deliveries.over(EVENT)).isFalse();
        deliveries.hear(decision(id));
        deliveries.hear(status(NotificationState.SENT));
        assertThat(deliveries.over(EVENT)).isFalse();

        // When: the receipt overtakes the acceptance
        deliveries.hear(status(NotificationState.DELIVERED));
        assertThat(deliveries.over(EVENT)).isFalse();
        deliveries.hear(acceptance());

        // Then
        assertThat(deliveries.over(EVENT)).isTrue();
        assertThat(deliveries.all()).singleElement().satisfies(delivery -> {
            assertThat(delivery.isDelivered()).isTrue();
            assertThat(delivery.references()).containsExactly("77");
        });
    }

    @Test
    void whatWasDeliveredStaysDelivered() {
        // Given
        deliveries.hear(decision(id));
        deliveries.hear(acceptance());

        // When: statuses of different partitions come in any order
        deliveries.hear(status(NotificationState.DELIVERED));
        deliveries.hear(status(NotificationState.SENT));

        // Then
        assertThat(deliveries.all()).allMatch(Delivery::isDelivered);
    }

    @Test
    void anEventThatLedToNothingIsShownWithItsReason() {
        // When
        deliveries.hear(decision(null));

        // Then
        assertThat(deliveries.over(EVENT)).isTrue();
        assertThat(deliveries.all()).singleElement().satisfies(delivery -> {
            assertThat(delivery.isDelivered()).isFalse();
            assertThat(delivery.reason()).isEqualTo(StatusReason.NO_ADDRESS);
        });
    }

    private static Decision decision(UUID notification) {
        RecipientVerdict recipient = RecipientVerdict.newBuilder().setRecipientRole("applicant")
                .setChannel(Channel.SMS).setOutcome(DecisionOutcome.REQUESTED).setNotificationId(notification)
                .setReason(notification == null ? StatusReason.NO_ADDRESS : null).build();
        RuleVerdict rule = RuleVerdict.newBuilder().setRuleId("rule").setOutcome(DecisionOutcome.REQUESTED)
                .setRecipients(List.of(recipient)).build();
        return Decision.newBuilder().setEventId("event").setEventSource("source").setService("service")
                .setOutcome(DecisionOutcome.REQUESTED).setVerdicts(List.of(rule)).setDecidedAt(NOW).build();
    }

    private NotificationStatus status(NotificationState state) {
        return NotificationStatus.newBuilder().setIdentity(identity()).setState(state).setOccurredAt(NOW).build();
    }

    private ReceiptRecord acceptance() {
        return ReceiptRecord.newBuilder().setProvider("smsc").setProviderReference("77").setChannel(Channel.SMS)
                .setOccurredAt(NOW).setContent(Acceptance.newBuilder().setIdentity(identity()).build()).build();
    }

    private NotificationIdentity identity() {
        return NotificationIdentity.newBuilder().setNotificationId(id).setCaseKey("key").setService("service")
                .setChannel(Channel.SMS).setLanguage(Language.EN).setEventId("event").setEventSource("source")
                .setTemplateId("template").setTemplateHash("hash").setRecipientKey("recipient").setCreatedAt(NOW)
                .build();
    }
}
