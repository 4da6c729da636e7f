package io.postroom.smsworker;

import io.postroom.schemas.v1.DeliveryReport;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a receipt means for the notification. */
final class Reports {
    /** GSM network, "unknown subscriber" (3GPP TS 29.002, MAP error 1). */
    private static final String UNKNOWN_SUBSCRIBER = "3/1";

    private final Set<String> unknownRecipientErrors;

    Reports(Set<String> unknownRecipientErrors) {
        this.unknownRecipientErrors = Set.copyOf(unknownRecipientErrors);
    }

    DeliveryReport report(Receipt receipt) {
        return switch (receipt.state()) {
            case DELIVERED -> report(receipt, NotificationState.DELIVERED, null);
            case ENROUTE, ACCEPTED -> report(receipt, NotificationState.SENT, null);
            case EXPIRED -> report(receipt, NotificationState.FAILED, StatusReason.RECIPIENT_UNREACHABLE);
            case UNDELIVERABLE -> report(receipt, NotificationState.FAILED, unknownRecipient(receipt.error())
                    ? StatusReason.UNKNOWN_RECIPIENT
                    : StatusReason.RECIPIENT_UNREACHABLE);
            case DELETED -> report(receipt, NotificationState.FAILED, StatusReason.PROVIDER_FAILED);
            case REJECTED -> report(receipt, NotificationState.FAILED, StatusReason.CONTENT_REFUSED);
            case UNKNOWN -> report(receipt, NotificationState.UNKNOWN, StatusReason.OUTCOME_UNKNOWN);
        };
    }

    private boolean unknownRecipient(@Nullable String error) {
        return error != null && (error.equals(UNKNOWN_SUBSCRIBER) || unknownRecipientErrors.contains(error));
    }

    private static DeliveryReport report(Receipt receipt, NotificationState state, @Nullable StatusReason reason) {
        String error = receipt.error();
        return DeliveryReport.newBuilder().setState(state).setReason(reason)
                .setProviderDetail(receipt.state() + (error == null ? "" : " " + error)).setNotificationId(null)
                .build();
    }
}
