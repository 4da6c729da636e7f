package io.postroom.emailworker;

import io.postroom.schemas.v1.DeliveryReport;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.james.mime4j.MimeIOException;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.jspecify.annotations.Nullable;

/** Reads delivery reports out of mail, and says what they mean. */
final class BounceReports {
    private BounceReports() {}

    /**
     * The delivery status in a message; empty if it holds none.
     *
     * @throws IOException if the message cannot be read from its connection
     */
    static Optional<DeliveryStatus> read(InputStream mail) throws IOException {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        try {
            Message message = builder.parseMessage(mail);
            try {
                String status = statusPart(message);
                return status == null ? Optional.empty() : DeliveryStatus.parse(status);
            } finally {
                message.dispose();
            }
        } catch (MimeIOException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String statusPart(Message message) throws IOException {
        if (!"multipart/report".equals(type(message)) || !(message.getBody() instanceof Multipart parts)) {
            return null;
        }
        for (Entity part : parts.getBodyParts()) {
            String type = type(part);
            if (type.equals("message/delivery-status") || type.equals("message/global-delivery-status")) {
                return text(part.getBody());
            }
        }
        return null;
    }

    private static String type(Entity entity) {
        String type = entity.getMimeType();
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(Body body) throws IOException {
        if (!(body instanceof SingleBody single)) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        single.writeTo(bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** What a status means for the notification. */
    static DeliveryReport report(DeliveryStatus status, UUID notificationId) {
        EnhancedStatus code = status.status();
        return switch (status.action()) {
            case DELIVERED -> report(status, notificationId, NotificationState.DELIVERED, null);
            case RELAYED, EXPANDED, DELAYED -> report(status, notificationId, NotificationState.SENT, null);
            case FAILED -> report(status, notificationId, NotificationState.FAILED,
                    code == null ? StatusReason.RECIPIENT_UNREACHABLE : reason(code));
        };
    }

    private static StatusReason reason(EnhancedStatus code) {
        if (code.unknownRecipient()) {
            return StatusReason.UNKNOWN_RECIPIENT;
        }
        if (code.aboutContent() || code.aboutPolicy()) {
            return StatusReason.CONTENT_REFUSED;
        }
        return code.mailboxFull() ? StatusReason.RECIPIENT_REFUSED : StatusReason.RECIPIENT_UNREACHABLE;
    }

    private static DeliveryReport report(DeliveryStatus status, UUID notificationId, NotificationState state,
            @Nullable StatusReason reason) {
        String action = status.action().name().toLowerCase(Locale.ROOT);
        return DeliveryReport.newBuilder().setState(state).setReason(reason).setNotificationId(notificationId)
                .setProviderDetail(status.status() == null ? action : action + " " + status.status()).build();
    }
}
