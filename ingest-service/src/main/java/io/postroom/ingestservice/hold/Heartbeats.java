package io.postroom.ingestservice.hold;

import io.postroom.schemas.Names;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DeliveryTerms;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.Postage;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/**
 * Requests of nobody to nobody, one for each lane. Workers take them as far as the call of a provider and no further; they
 * have no status and no decision, so that no person and no number ever sees them. The addresses are reserved ones that reach
 * nobody, for whatever else may read the topics.
 */
final class Heartbeats {
    /** Longer than a bulk lane may be behind, and short enough that none pile up where a channel has no worker. */
    private static final Duration WORTH_KNOWING = Duration.ofDays(1);
    private static final String NOTHING = "heartbeat";

    /** One, with a key of its own, so that they visit all partitions in turn. */
    record Heartbeat(String key, SpecificRecord request) {}

    private Heartbeats() {}

    /** One for each lane. */
    static List<Heartbeat> at(Instant now) {
        List<Heartbeat> all = new ArrayList<>();
        for (Channel channel : List.of(Channel.SMS, Channel.EMAIL, Channel.LETTER)) {
            for (Priority priority : List.of(Priority.NORMAL, Priority.BULK)) {
                String key = "heartbeat-" + channel.name().toLowerCase(Locale.ROOT) + "-"
                        + priority.name().toLowerCase(Locale.ROOT) + "-" + now.toEpochMilli();
                all.add(new Heartbeat(key, request(channel, identity(channel, key, now), terms(priority, now))));
            }
        }
        return all;
    }

    private static SpecificRecord request(Channel channel, NotificationIdentity identity, DeliveryTerms terms) {
        return switch (channel) {
            // Ofcom keeps this range for stories; nobody has the number.
            case SMS -> SmsRequest.newBuilder().setIdentity(identity).setTerms(terms).setTo("447700900000")
                    .setSender(NOTHING).setText(NOTHING).build();
            // RFC 2606: a name below .invalid never exists.
            case EMAIL -> EmailRequest.newBuilder().setIdentity(identity).setTerms(terms)
                    .setTo("heartbeat@postroom.invalid").setFromName(NOTHING)
                    .setFromAddress("heartbeat@postroom.invalid").setSubject(NOTHING).setMarkdown(NOTHING).build();
            case LETTER -> LetterRequest.newBuilder().setIdentity(identity).setTerms(terms)
                    .setAddressLines(List.of(NOTHING, NOTHING, NOTHING)).setSubject(NOTHING).setMarkdown(NOTHING)
                    .setPostage(Postage.SECOND).build();
            case UNRECOGNISED -> throw new IllegalArgumentException("There is no such channel.");
        };
    }

    private static NotificationIdentity identity(Channel channel, String key, Instant now) {
        return NotificationIdentity.newBuilder()
                .setNotificationId(UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8))).setCaseKey(key)
                .setService(Names.HEARTBEAT_SERVICE).setChannel(channel).setLanguage(Language.EN).setEventId(key)
                .setEventSource("urn:postroom:ingest").setTemplateId(NOTHING).setTemplateHash(NOTHING)
                .setRecipientKey(NOTHING).setCreatedAt(now).build();
    }

    private static DeliveryTerms terms(Priority priority, Instant now) {
        return DeliveryTerms.newBuilder().setPriority(priority).setExpiresAt(now.plus(WORTH_KNOWING))
                .setUnknownOutcome(UnknownOutcomePolicy.RESEND).build();
    }
}
