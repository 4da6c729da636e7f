package io.postroom.ingestservice.suppress;

import io.postroom.ingestservice.topology.Nodes;
import io.postroom.ingestservice.wire.AvroDecoder;
import io.postroom.ingestservice.wire.Decoded;
import io.postroom.rules.decision.Suppressions.Standing;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.Suppression;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses that are not written to, as the suppression topic has them, by their keys. A copy of all of it lies in every
 * instance: an address belongs to no case and to no service.
 *
 * <p>Used by a stream thread.
 */
public final class SuppressionList {
    private static final Logger log = LoggerFactory.getLogger(SuppressionList.class);
    /**
     * What shows that nothing will ever arrive there. A full mailbox or a phone that stayed off does not, and people would be cut
     * off by it.
     */
    private static final Set<StatusReason> FOR_GOOD = EnumSet.of(StatusReason.UNKNOWN_RECIPIENT, StatusReason.RETURNED);
    private static final String BY_RECEIPT = "receipt";

    private final TimestampedKeyValueStore<String, byte[]> store;
    private final AvroDecoder avro;

    /** The list as a task sees it. */
    public SuppressionList(ProcessorContext<?, ?> context, AvroDecoder avro) {
        this.store = context.getStateStore(Nodes.SUPPRESSIONS);
        this.avro = avro;
    }

    /** How an address stands at a moment. */
    public Standing of(String recipientKey, Instant now) {
        Suppression known = find(recipientKey);
        if (known == null || !holds(known, now)) {
            return Standing.FREE;
        }
        return FOR_GOOD.contains(known.getReason()) ? Standing.FAILED_BEFORE : Standing.STOPPED_BY_PERSON;
    }

    /** What a step of a notification changes in the list; null for nothing. */
    public @Nullable Suppression after(NotificationStatus status) {
        String key = status.getIdentity().getRecipientKey();
        if (key.isEmpty()) {
            return null;
        }
        if (status.getState() == NotificationState.FAILED && FOR_GOOD.contains(status.getReason())) {
            return failed(status, find(key));
        }
        return status.getState() == NotificationState.DELIVERED ? arrived(status, find(key)) : null;
    }

    /** What a person decided stays, and what was heard before a release counts no more. */
    private static @Nullable Suppression failed(NotificationStatus status, @Nullable Suppression known) {
        Instant since = status.getOccurredAt();
        if (known != null && (known.getReleasedAt() == null
                ? holds(known, since)
                : !since.isAfter(known.getReleasedAt()))) {
            return null;
        }
        return Suppression.newBuilder().setRecipientKey(status.getIdentity().getRecipientKey())
                .setChannel(status.getIdentity().getChannel()).setReason(status.getReason())
                .setEvidence(status.getProviderDetail())
                .setNotificationId(status.getIdentity().getNotificationId()).setSince(since).build();
    }

    /** The message that was the evidence has arrived after all. */
    private static @Nullable Suppression arrived(NotificationStatus status, @Nullable Suppression known) {
        return known != null && known.getReleasedAt() == null
                && status.getIdentity().getNotificationId().equals(known.getNotificationId())
                        ? Suppression.newBuilder(known).setReleasedBy(BY_RECEIPT)
                                .setReleasedAt(status.getOccurredAt()).build()
                        : null;
    }

    private static boolean holds(Suppression known, Instant now) {
        return known.getReleasedAt() == null && (known.getUntil() == null || known.getUntil().isAfter(now));
    }

    private @Nullable Suppression find(String recipientKey) {
        ValueAndTimestamp<byte[]> entry = store.get(recipientKey);
        byte[] value = entry == null ? null : entry.value();
        if (value == null) {
            return null;
        }
        Decoded decoded = AvroDecoder.begins(value) ? avro.decode(value) : null;
        if (decoded instanceof Decoded.Ours(Suppression suppression)) {
            return suppression;
        }
        log.atWarn().addKeyValue("recipientKey", recipientKey)
                .log("An entry of the suppression topic is no Suppression and is not followed");
        return null;
    }
}
