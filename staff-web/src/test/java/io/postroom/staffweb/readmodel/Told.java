package io.postroom.staffweb.readmodel;

import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.RecipientVerdict;
import io.postroom.schemas.v1.RuleVerdict;
import io.postroom.schemas.v1.StatusReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What ingest and the workers tell, for tests. */
public final class Told {
    /** When all of it begins. */
    public static final Instant START = Instant.parse("2026-11-20T09:30:00Z");

    private Told() {}

    public static NotificationIdentity identity(UUID id, String service, String caseReference, String recipientKey) {
        return NotificationIdentity.newBuilder().setNotificationId(id).setCaseKey("case-key")
                .setCaseReference(caseReference).setService(service).setChannel(Channel.SMS).setLanguage(Language.EN)
                .setEventId("event-" + id).setEventSource("urn:test").setEventType("evidence.received")
                .setEventTime(START.minusSeconds(5)).setRuleId("evidence-receipt").setRulesVersion("1")
                .setTemplateId("evidence-receipt").setTemplateHash("abc").setRecipientRole("applicant")
                .setRecipientReference("person-1").setRecipientKey(recipientKey).setCreatedAt(START).build();
    }

    public static NotificationStatus status(NotificationIdentity identity, Step step) {
        return NotificationStatus.newBuilder().setIdentity(identity).setState(step.state())
                .setOccurredAt(step.at()).setReason(step.reason()).setProvider(step.provider())
                .setProviderDetail(step.providerDetail()).setAttempt(step.attempt() == 0 ? null : step.attempt())
                .build();
    }

    public static Step step(NotificationState state, int seconds) {
        return new Step(state, START.plusSeconds(seconds), 0, null, null, null);
    }

    public static Step byProvider(NotificationState state, int seconds, StatusReason reason) {
        return new Step(state, START.plusSeconds(seconds), 1, reason, "firetext", "code 7");
    }

    public static Decision decision(NotificationIdentity identity, DecisionOutcome outcome, StatusReason reason,
            UUID notification) {
        RecipientVerdict one = RecipientVerdict.newBuilder().setRecipientRole("applicant").setChannel(Channel.SMS)
                .setOutcome(outcome).setReason(reason).setNotificationId(notification).build();
        RuleVerdict rule = RuleVerdict.newBuilder().setRuleId("evidence-receipt").setOutcome(outcome).setReason(reason)
                .setRecipients(List.of(one)).build();
        return Decision.newBuilder().setEventId(identity.getEventId()).setEventSource(identity.getEventSource())
                .setEventType(identity.getEventType()).setEventTime(identity.getEventTime())
                .setService(identity.getService()).setCaseReference(identity.getCaseReference()).setOutcome(outcome)
                .setVerdicts(List.of(rule)).setDecidedAt(START.minusSeconds(1)).build();
    }

    public static <T> List<List<T>> permutations(List<T> of) {
        if (of.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
            List<T> rest = new ArrayList<>(of);
            T first = rest.remove(i);
            for (List<T> tail : permutations(rest)) {
                List<T> one = new ArrayList<>(List.of(first));
                one.addAll(tail);
                all.add(one);
            }
        }
        return all;
    }
}
