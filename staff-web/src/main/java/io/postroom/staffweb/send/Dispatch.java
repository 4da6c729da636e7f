package io.postroom.staffweb.send;

import io.postroom.rules.identity.NotificationIds;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.audit.AuditTrail;
import io.postroom.staffweb.audit.ReasonBook;
import io.postroom.staffweb.outbox.Outbox;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.transaction.support.TransactionOperations;

/** Hands a checked message over to be sent, once however often it is asked for, and says so in the audit. */
public final class Dispatch {
    private final Outbox outbox;
    private final AuditTrail audit;
    private final ReasonBook reasons;
    private final TransactionOperations transactions;
    private final Function<SendRequest, byte[]> bytes;

    /** By an outbox; {@code bytes} makes of a request what stands on the topic. */
    public Dispatch(Outbox outbox, AuditTrail audit, ReasonBook reasons, TransactionOperations transactions,
            Function<SendRequest, byte[]> bytes) {
        this.outbox = outbox;
        this.audit = audit;
        this.reasons = reasons;
        this.transactions = transactions;
        this.bytes = bytes;
    }

    /** Sends a draft's request; a draft that stands in for another message says so there, with its reason. */
    void send(SendRequest request, Draft draft, Staff by) {
        byte[] payload = bytes.apply(request);
        UUID other = draft.inPlaceOf();
        transactions.executeWithoutResult(transaction -> {
            if (!outbox.add(request.getSendId(), payload)) {
                return;
            }
            audit.add(by, AuditTrail.Entry.SENT_A_MESSAGE, request.getService(),
                    request.getTemplateId() + " " + request.getSendId());
            if (other != null) {
                audit.add(by, AuditTrail.Entry.SENT_IT_AGAIN, request.getService(), other.toString());
                reasons.add(request.getSendId(), by, AuditTrail.Entry.SENT_IT_AGAIN, request.getService(), other,
                        NotificationIds.forSend(request.getSendId(), null, draft.channel()), draft.reason());
            }
        });
    }
}
