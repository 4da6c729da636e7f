package io.postroom.ingestservice.hold;

import io.postroom.rules.set.SendWindow;
import io.postroom.schemas.Targets;
import io.postroom.schemas.v1.DeliveryTerms;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.FallbackStep;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.SendHours;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What a held notification holds, whichever channel it is for. */
public record HeldRequest(HeldNotification held) {
    private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    /** What the request is and where it came from. */
    public NotificationIdentity identity() {
        return switch (held.getRequest()) {
            case SmsRequest request -> request.getIdentity();
            case EmailRequest request -> request.getIdentity();
            case LetterRequest request -> request.getIdentity();
            default -> throw unknown();
        };
    }

    /** The notification. */
    public UUID id() {
        return identity().getNotificationId();
    }

    /** When to look at it: when it is due, or when it is too late; never where it waits for a person. */
    Instant lookAt() {
        return dueAt().isBefore(endsAt()) ? dueAt() : endsAt();
    }

    /** When it is due; never where it waits for a person. */
    Instant dueAt() {
        return held.getDueAt() == null ? NEVER : held.getDueAt();
    }

    /** When it is too late. */
    Instant endsAt() {
        Instant expiresAt = expiresAt();
        return expiresAt == null ? NEVER : expiresAt;
    }

    /** Whether it waits for a release, and not for a moment. */
    boolean isParked() {
        return held.getReason() == StatusReason.STOPPED || held.getReason() == StatusReason.BLAST_LIMIT;
    }

    /** Whether it matters what its person had before. */
    boolean isLimitedByPerson() {
        return held.getLimits() != null
                && (held.getLimits().getCapMillis() != null || held.getLimits().getSameContentMillis() != null);
    }

    /** The same as it goes out at a moment. */
    HeldNotification goingOut(Instant now) {
        return HeldNotification.newBuilder(held).setRequest(madeAt(now)).build();
    }

    /** The same, waiting for another reason. */
    HeldRequest because(StatusReason reason) {
        return new HeldRequest(HeldNotification.newBuilder(held).setReason(reason).build());
    }

    /** The same, due at another moment. */
    HeldRequest due(Instant dueAt) {
        return new HeldRequest(HeldNotification.newBuilder(held).setDueAt(dueAt).build());
    }

    boolean isTooLate(Instant now) {
        Instant expiresAt = expiresAt();
        return expiresAt != null && !expiresAt.isAfter(now);
    }

    /** The same, due now because the one that it stands in for did not arrive; its time begins only now. */
    public HeldNotification inItsTurn(Instant now) {
        FallbackStep step = held.getFallback();
        Long expires = step == null ? null : step.getExpiresAfterMillis();
        Instant expiresAt = expires == null ? null : now.plusMillis(expires);
        SpecificRecord request = switch (held.getRequest()) {
            case SmsRequest sms -> SmsRequest.newBuilder(sms).setTerms(until(sms.getTerms(), expiresAt)).build();
            case EmailRequest email ->
                EmailRequest.newBuilder(email).setTerms(until(email.getTerms(), expiresAt)).build();
            case LetterRequest letter ->
                LetterRequest.newBuilder(letter).setTerms(until(letter.getTerms(), expiresAt)).build();
            default -> throw unknown();
        };
        return HeldNotification.newBuilder(held).setRequest(request).setDueAt(now).setFallback(null).build();
    }

    private static DeliveryTerms until(DeliveryTerms terms, @Nullable Instant expiresAt) {
        return DeliveryTerms.newBuilder(terms).setExpiresAt(expiresAt).build();
    }

    /** When it may be sent if it is due at a moment: then, or when its window opens. */
    public Instant mayBeSentAt(Instant now) {
        SendHours hours = held.getWindow();
        return hours == null
                ? now
                : new SendWindow(LocalTime.parse(hours.getFrom()), LocalTime.parse(hours.getTo()),
                        ZoneId.of(hours.getZone())).nextOpening(now);
    }

    /** The request as it is sent at a moment, which is when it counts as made: a letter bears that date. */
    SpecificRecord madeAt(Instant now) {
        NotificationIdentity identity = NotificationIdentity.newBuilder(identity()).setCreatedAt(now)
                .setDecidedAt(Targets.decidedAt(identity())).build();
        return switch (held.getRequest()) {
            case SmsRequest request -> SmsRequest.newBuilder(request).setIdentity(identity).build();
            case EmailRequest request -> EmailRequest.newBuilder(request).setIdentity(identity).build();
            case LetterRequest request -> LetterRequest.newBuilder(request).setIdentity(identity).build();
            default -> throw unknown();
        };
    }

    private @Nullable Instant expiresAt() {
        DeliveryTerms terms = switch (held.getRequest()) {
            case SmsRequest request -> request.getTerms();
            case EmailRequest request -> request.getTerms();
            case LetterRequest request -> request.getTerms();
            default -> throw unknown();
        };
        return terms.getExpiresAt();
    }

    private static IllegalStateException unknown() {
        return new IllegalStateException("What is held is a request.");
    }
}
