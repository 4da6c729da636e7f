package io.postroom.letterworker;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.postroom.schemas.v1.DeliveryReport;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a print house says of a letter.
 *
 * @param name   the letter and what happened to it
 * @param at     when
 * @param reason why it was rejected or returned, one of the README's words; else empty
 */
record PrintResponse(ResponseName name, Instant at, String reason) {

    private static final int VERSION = 1;
    private static final String DUPLICATE = "duplicate-id";
    private static final String OTHER = "other";
    private static final Set<String> REASONS = Set.of(DUPLICATE, "unreadable", "checksum", "page-count", "geometry",
            "address", "addressee-gone", OTHER);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Content(int version, @Nullable String id, @Nullable String state, @Nullable String at,
            @Nullable String reason) {}

    /** Reads a file; empty when it is not of the agreed form or says something else than its name. */
    static Optional<PrintResponse> parse(ResponseName name, byte[] file) {
        try {
            Content content = JSON.readValue(file, Content.class);
            if (content.version() != VERSION || !name.id().toString().equals(content.id())
                    || !name.state().word().equals(content.state()) || content.at() == null) {
                return Optional.empty();
            }
            String reason = content.reason() == null
                    ? ""
                    : REASONS.contains(content.reason()) ? content.reason() : OTHER;
            return Optional.of(new PrintResponse(name, OffsetDateTime.parse(content.at()).toInstant(), reason));
        } catch (JacksonException | DateTimeException e) {
            return Optional.empty();
        }
    }

    DeliveryReport report() {
        String detail = reason.isEmpty() ? name.state().word() : name.state().word() + ":" + reason;
        return DeliveryReport.newBuilder().setNotificationId(name.id()).setState(state()).setReason(statusReason())
                .setProviderDetail(detail).build();
    }

    private NotificationState state() {
        return switch (name.state()) {
            case ACCEPTED, PRINTED -> NotificationState.SENT;
            // Given to the post is the last thing that a print house knows.
            case DESPATCHED -> NotificationState.DELIVERED;
            case REJECTED -> isDuplicate() ? NotificationState.SENT : NotificationState.FAILED;
            case RETURNED -> NotificationState.FAILED;
        };
    }

    private @Nullable StatusReason statusReason() {
        return switch (name.state()) {
            case ACCEPTED, PRINTED, DESPATCHED -> null;
            case RETURNED -> StatusReason.RETURNED;
            case REJECTED -> switch (reason) {
                case DUPLICATE -> null;
                case "geometry" -> StatusReason.CONTENT_REFUSED;
                case "address" -> StatusReason.INVALID_ADDRESS;
                // The rest are accidents of the hand-over.
                default -> StatusReason.PROVIDER_FAILED;
            };
        };
    }

    /** A letter that is refused because it is there already is there. */
    private boolean isDuplicate() {
        return reason.equals(DUPLICATE);
    }
}
