package io.postroom.ingestservice;

import io.postroom.schemas.v1.Acceptance;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DeliveryReport;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.ReceiptRecord;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.Value;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Events and receipts for tests. */
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    public static final String SOURCE = "urn:example:parking";

    private Samples() {}

    public static Recipient keeper() {
        return Recipient.newBuilder().setRole("keeper").setReference("K-1").setName("Ada Keeper")
                .setMobile("07700 900123").setEmail("ada@example.com")
                .setAddressLines(List.of("Ada Keeper", "1 High Street", "SW1A 1AA")).build();
    }

    public static Recipient unreachable() {
        return Recipient.newBuilder().setRole("keeper").setReference("K-2").setName("No Phone").build();
    }

    public static Map<String, Value> street(String number) {
        Map<String, Value> data = new HashMap<>();
        data.put("kind", new Value("street"));
        data.put("number", new Value(number));
        return data;
    }

    public static CaseEvent issued(String id) {
        return event(id, "fine.issued", List.of(keeper()), street("F-1"));
    }

    public static CaseEvent paid(String id) {
        return event(id, "fine.paid", List.of(keeper()), street("F-1"));
    }

    public static CaseEvent event(String id, String type, List<Recipient> recipients, Map<String, Value> data) {
        return CaseEvent.newBuilder().setId(id).setSource(SOURCE).setType(type).setTime(NOW.minusSeconds(60))
                .setCaseReference("CASE/" + id).setRecipients(recipients).setData(data).build();
    }

    public static ReceiptRecord accepted(String reference, NotificationIdentity identity, int parts) {
        return accepted(reference, identity, parts, 1);
    }

    public static ReceiptRecord accepted(String reference, NotificationIdentity identity, int parts, int attempt) {
        return receipt(reference,
                Acceptance.newBuilder().setIdentity(identity).setParts(parts).setAttempt(attempt).build());
    }

    public static ReceiptRecord reported(String reference, NotificationState state) {
        StatusReason reason = state == NotificationState.FAILED ? StatusReason.UNKNOWN_RECIPIENT : null;
        return receipt(reference,
                DeliveryReport.newBuilder().setState(state).setReason(reason).setProviderDetail("code 7").build());
    }

    private static ReceiptRecord receipt(String reference, Object content) {
        return ReceiptRecord.newBuilder().setProvider("smsc").setProviderReference(reference).setChannel(Channel.SMS)
                .setOccurredAt(NOW).setContent(content).build();
    }
}
