package io.postroom.worker;

import io.postroom.content.recipient.ReservedRecipient;
import io.postroom.schemas.v1.DeliveryReport;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/**
 * Answers in the place of any provider for recipients that are nobody's: such a message is accepted, and the report that the
 * recipient stands for lies with the others. The provider is never called. Safe for use by any thread.
 */
final class ReservedAnswers {
    private static final String DETAIL = "reserved";

    private final ReceiptSink receipts;
    private final Clock clock;

    ReservedAnswers(ReceiptSink receipts, Clock clock) {
        this.receipts = receipts;
        this.clock = clock;
    }

    /** The reserved recipient that a request is for; empty for people. */
    Optional<ReservedRecipient> recipient(SpecificRecord request) {
        return switch (request) {
            case SmsRequest sms -> ReservedRecipient.ofNumber(sms.getTo());
            case EmailRequest email -> ReservedRecipient.ofMailbox(email.getTo());
            case LetterRequest letter -> ReservedRecipient.ofAddress(letter.getAddressLines());
            default -> Optional.empty();
        };
    }

    /**
     * What came of an attempt. Made again it gives the same under the same reference.
     *
     * @throws InterruptedException if interrupted before the report was durable
     */
    ProviderResult answer(ReservedRecipient recipient, String provider, UUID notificationId)
            throws InterruptedException {
        String reference = DETAIL + "-" + notificationId;
        try {
            // Before the acceptance: ingest joins the two in either order, and nothing is left to do after it.
            receipts.publish(provider, reference, clock.instant(), report(recipient, notificationId));
        } catch (NotDurableException e) {
            return ProviderResult.Transient.of(DETAIL);
        }
        return ProviderResult.Accepted.under(reference);
    }

    /** A failure that may pass: it leads to the next channel and suppresses no address, so that it can be had again. */
    private static DeliveryReport report(ReservedRecipient recipient, UUID notificationId) {
        DeliveryReport.Builder report = DeliveryReport.newBuilder().setProviderDetail(DETAIL)
                .setNotificationId(notificationId);
        return switch (recipient) {
            case DELIVERED -> report.setState(NotificationState.DELIVERED).build();
            case FAILED -> report.setState(NotificationState.FAILED).setReason(StatusReason.RECIPIENT_UNREACHABLE)
                    .build();
            case UNKNOWN -> report.setState(NotificationState.UNKNOWN).build();
        };
    }
}
