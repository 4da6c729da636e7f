package io.postroom.ingestservice.decide;

import io.postroom.ingestservice.wire.InternalAvro;
import io.postroom.rules.decision.PlannedMessage;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DeliveryTerms;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/**
 * Hashes what people get: address, sender and words, whatever the request's ids and terms are. Two messages with one hash are the
 * same to whoever receives them. Safe for use by any thread.
 */
public final class RequestContent {
    private static final NotificationIdentity NO_IDENTITY = NotificationIdentity.newBuilder()
            .setNotificationId(new UUID(0, 0)).setCaseKey("").setService("").setChannel(Channel.SMS)
            .setLanguage(Language.EN).setEventId("").setEventSource("").setTemplateId("").setTemplateHash("")
            .setRecipientKey("").setCreatedAt(Instant.EPOCH).build();
    private static final DeliveryTerms NO_TERMS = DeliveryTerms.newBuilder().setPriority(Priority.NORMAL)
            .setUnknownOutcome(UnknownOutcomePolicy.RESEND).setFallbackChannels(List.of()).setFallbackPosition(0)
            .build();

    private final InternalAvro<SmsRequest> texts = new InternalAvro<>(SmsRequest.class);
    private final InternalAvro<EmailRequest> emails = new InternalAvro<>(EmailRequest.class);
    private final InternalAvro<LetterRequest> letters = new InternalAvro<>(LetterRequest.class);

    /** Of a message that was planned. */
    public String hash(PlannedMessage message) {
        return hash(Requests.of(message, NO_IDENTITY, List.of(), 0));
    }

    /** Of a request as it stands on a topic. */
    public String hash(SpecificRecord request) {
        return digest(switch (request) {
            case SmsRequest text -> texts
                    .write(SmsRequest.newBuilder(text).setIdentity(NO_IDENTITY).setTerms(NO_TERMS).build());
            case EmailRequest email -> emails
                    .write(EmailRequest.newBuilder(email).setIdentity(NO_IDENTITY).setTerms(NO_TERMS).build());
            case LetterRequest letter -> letters
                    .write(LetterRequest.newBuilder(letter).setIdentity(NO_IDENTITY).setTerms(NO_TERMS).build());
            default -> throw new IllegalArgumentException("Only requests have content.");
        });
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
