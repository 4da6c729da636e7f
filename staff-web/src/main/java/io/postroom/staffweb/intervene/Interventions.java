package io.postroom.staffweb.intervene;

import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.NotificationTarget;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.Suppression;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.audit.AuditTrail;
import io.postroom.staffweb.audit.ReasonBook;
import io.postroom.staffweb.lookup.Found;
import io.postroom.staffweb.lookup.Timeline;
import io.postroom.staffweb.outbox.Publication;
import io.postroom.staffweb.readmodel.IdentityTable;
import io.postroom.staffweb.readmodel.StepTable;
import io.postroom.staffweb.readmodel.SuppressionTable;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What staff do about what is on its way or did not get there. Each is one transaction: what is to be published, the audit, and
 * the reason. Safe for use by any thread.
 */
final class Interventions {
    private final Publication publication;
    private final AuditTrail audit;
    private final ReasonBook reasons;
    private final IdentityTable identities;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final Supplier<UUID> ids;

    Interventions(Publication publication, AuditTrail audit, ReasonBook reasons, IdentityTable identities,
            TransactionOperations transactions, Clock clock, Supplier<UUID> ids) {
        this.publication = publication;
        this.audit = audit;
        this.reasons = reasons;
        this.identities = identities;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /** Asks for a message to be taken back. Whether it was in time is told by its next status. */
    void cancel(Found.Message message, Staff by, String reason) {
        UUID id = ids.get();
        ControlCommand command = ControlCommand.newBuilder().setCommandId(id).setAction(ControlAction.CANCEL)
                .setTarget(NotificationTarget.newBuilder().setNotificationIds(List.of(message.id())).build())
                .setReason(StatusReason.CANCELLED_BY_PERSON).setIssuedBy(by.id()).setIssuedAt(now()).build();
        transactions.executeWithoutResult(transaction -> {
            String caseKey = identities.of(message.id()).orElseThrow().getCaseKey();
            publication.command(caseKey, command);
            enter(id, by, AuditTrail.Entry.CANCELLED_A_MESSAGE, message, reason);
        });
    }

    /**
     * Says what became of a message of which nobody was certain. What has been decided meanwhile, by a receipt or by somebody
     * else, stays; answers whether it was not.
     */
    boolean decide(Found.Message message, boolean arrived, Staff by, String reason) {
        UUID id = ids.get();
        return Boolean.TRUE.equals(transactions.execute(transaction -> {
            if (!identities.lockIfUnknown(message.id())) {
                return false;
            }
            NotificationStatus status = NotificationStatus.newBuilder()
                    .setIdentity(identities.of(message.id()).orElseThrow())
                    .setState(arrived ? NotificationState.DELIVERED : NotificationState.FAILED)
                    // The closed list has no better: it was not found out by a provider.
                    .setReason(arrived ? null : StatusReason.OUTCOME_UNKNOWN).setOccurredAt(now())
                    .setProvider(Timeline.STAFF)
                    .build();
            publication.step(id, status);
            enter(id, by, arrived
                    ? AuditTrail.Entry.DECIDED_THAT_IT_ARRIVED
                    : AuditTrail.Entry.DECIDED_THAT_IT_DID_NOT_ARRIVE, message, reason);
            return true;
        }));
    }

    /** Lets an address be written to again, by every service. */
    void release(SuppressionTable.Held held, Staff by, String reason) {
        UUID id = ids.get();
        Suppression released = Suppression.newBuilder().setRecipientKey(held.recipientKey())
                .setChannel(Channel.valueOf(held.channel()))
                .setReason(Objects.requireNonNullElse(StepTable.reason(held.reason()), StatusReason.UNRECOGNISED))
                .setEvidence(held.evidence()).setNotificationId(held.notification()).setSince(held.since())
                .setUntil(held.until()).setReleasedBy(by.id()).setReleasedAt(now()).build();
        transactions.executeWithoutResult(transaction -> {
            publication.suppression(id, released);
            audit.add(by, AuditTrail.Entry.RELEASED_AN_ADDRESS, null, held.recipientKey());
            reasons.add(id, by, AuditTrail.Entry.RELEASED_AN_ADDRESS, null, null, null, reason);
        });
    }

    private void enter(UUID id, Staff by, AuditTrail.Entry act, Found.Message message, String reason) {
        audit.add(by, act, message.service(), message.id().toString());
        reasons.add(id, by, act, message.service(), message.id(), null, reason);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
