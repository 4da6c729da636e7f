package io.postroom.ingestservice.limits;

import io.postroom.ingestservice.wire.OutgoingHeaders;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.RecipientVerdict;
import io.postroom.schemas.v1.RuleVerdict;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.telemetry.TraceStep;
import io.postroom.telemetry.Traces;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Tells what is decided of a message after its event was decided: as its status, and as one more decision on its event. */
record Afterwards(ProcessorContext<String, SpecificRecord> context, Traces traces, String step, String statuses,
        String decisions) {
    void tell(NotificationIdentity identity, NotificationState state, DecisionOutcome outcome, StatusReason reason,
            Instant now) {
        NotificationStatus status = NotificationStatus.newBuilder().setIdentity(identity).setState(state)
                .setReason(reason).setOccurredAt(now).build();
        forward(identity, status, state + " " + reason + " " + identity.getNotificationId(), now, statuses);
        RecipientVerdict recipient = RecipientVerdict.newBuilder()
                .setRecipientRole(identity.getRecipientRole() == null ? "" : identity.getRecipientRole())
                .setRecipientReference(identity.getRecipientReference()).setChannel(identity.getChannel())
                .setOutcome(outcome).setReason(reason).setNotificationId(identity.getNotificationId()).build();
        RuleVerdict rule = RuleVerdict.newBuilder().setRuleId("" + identity.getRuleId()).setOutcome(outcome)
                .setReason(reason).setRecipients(List.of(recipient)).build();
        Decision decision = Decision.newBuilder().setEventId(identity.getEventId())
                .setEventSource(identity.getEventSource()).setEventType(identity.getEventType())
                .setEventTime(identity.getEventTime()).setService(identity.getService())
                .setCaseReference(identity.getCaseReference()).setRulesVersion(identity.getRulesVersion())
                .setOutcome(outcome).setReason(reason).setVerdicts(List.of(rule)).setDecidedAt(now).build();
        forward(identity, decision, outcome + " " + reason + " " + identity.getNotificationId(), now, decisions);
    }

    void forward(NotificationIdentity identity, SpecificRecord value, String id, Instant now, String to) {
        // The trace needs no memory here: it follows from the notification's id.
        try (TraceStep trace = traces.step(identity.getNotificationId(), step, null)) {
            context.forward(new Record<>(identity.getCaseKey(), value, now.toEpochMilli(),
                    OutgoingHeaders.of(value, id, now, trace.traceparent())), to);
        }
    }
}
