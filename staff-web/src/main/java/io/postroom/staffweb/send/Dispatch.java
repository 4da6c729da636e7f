package io.postroom.staffweb.send;

import io.postroom.schemas.v1.SendRequest;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.audit.AuditTrail;
import io.postroom.staffweb.outbox.Outbox;
import java.util.function.Function;
import org.springframework.transaction.support.TransactionOperations;

/** Hands a checked message over to be sent, once however often it is asked for, and says so in the audit. */
public final class Dispatch {
    private final Outbox outbox;
    private final AuditTrail audit;
    private final TransactionOperations transactions;
    private final Function<SendRequest, byte[]> bytes;

    /** By an outbox; {@code bytes} makes of a request what stands on the topic. */
    public Dispatch(Outbox outbox, AuditTrail audit, TransactionOperations transactions,
            Function<SendRequest, byte[]> bytes) {
        this.outbox = outbox;
        this.audit = audit;
        this.transactions = transactions;
        this.bytes = bytes;
    }

    void send(SendRequest request, Staff by) {
        byte[] payload = bytes.apply(request);
        transactions.executeWithoutResult(transaction -> {
            if (outbox.add(request.getSendId(), payload)) {
                audit.add(by, AuditTrail.Entry.SENT_A_MESSAGE, request.getService(),
                        request.getTemplateId() + " " + request.getSendId());
            }
        });
    }
}
