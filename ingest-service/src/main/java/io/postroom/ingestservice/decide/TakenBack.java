package io.postroom.ingestservice.decide;

import io.postroom.ingestservice.withdraw.CaseMessages;
import io.postroom.ingestservice.withdraw.CaseMessages.CaseMoment;
import io.postroom.ingestservice.withdraw.CaseMessages.CaseOfRule;
import io.postroom.rules.decision.Withdrawal;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.NotificationTarget;
import io.postroom.schemas.v1.RuleVerdict;
import io.postroom.schemas.v1.StatusReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What one event takes back, and what of it other events have taken back before. Made for one event. */
final class TakenBack {
    private final CaseMessages messages;
    private final BiPredicate<String, String> withdrawable;
    private final Subject subject;
    private final String caseKey;
    private final Instant now;
    private final List<ControlCommand> commands = new ArrayList<>();
    private final Set<String> making = new HashSet<>();

    /**
     * For one event.
     *
     * @param withdrawable whether messages of a service's rule may be taken back
     */
    TakenBack(CaseMessages messages, BiPredicate<String, String> withdrawable, Subject subject, String caseKey,
            Instant now) {
        this.messages = messages;
        this.withdrawable = withdrawable;
        this.subject = subject;
        this.caseKey = caseKey;
        this.now = now;
    }

    /** Why no message of a rule may be made of this event; null when it may. */
    @Nullable
    StatusReason reason(String service, @Nullable String ruleId) {
        if (ruleId == null || !withdrawable.test(service, ruleId)) {
            return null;
        }
        CaseMoment moment = moment();
        return moment == null ? null : messages.takenBack(new CaseOfRule(caseKey, service, ruleId), moment);
    }

    /** Writes down that a message was made, and may be taken back. */
    void made(String service, @Nullable String ruleId, UUID notificationId, Instant dueAt,
            @Nullable Instant expiresAt) {
        if (ruleId == null) {
            return;
        }
        making.add(service + "/" + ruleId);
        CaseMoment moment = withdrawable.test(service, ruleId) ? moment() : null;
        if (moment != null) {
            messages.made(new CaseOfRule(caseKey, service, ruleId), moment, notificationId, dueAt, expiresAt);
        }
    }

    /** Takes back what the event cancels, and what its own messages replace. */
    List<RuleVerdict> take(String service, List<Withdrawal> withdrawals) {
        List<RuleVerdict> verdicts = new ArrayList<>();
        CaseMoment moment = withdrawals.isEmpty() ? null : moment();
        if (moment == null) {
            return verdicts;
        }
        for (Withdrawal withdrawal : withdrawals) {
            String replacing = withdrawal.supersededBy();
            if (replacing != null && !making.contains(service + "/" + replacing)) {
                continue;
            }
            List<UUID> ids = messages.takeBack(new CaseOfRule(caseKey, service, withdrawal.ruleId()), withdrawal,
                    moment,
                    now);
            if (!ids.isEmpty()) {
                commands.add(command(service, withdrawal, ids));
            }
            verdicts.add(RuleVerdict.newBuilder().setRuleId(withdrawal.ruleId()).setOutcome(DecisionOutcome.CANCELLED)
                    .setReason(withdrawal.reason()).setDetail("messages taken back: " + ids.size()).build());
        }
        return verdicts;
    }

    List<ControlCommand> commands() {
        return commands;
    }

    private ControlCommand command(String service, Withdrawal withdrawal, List<UUID> ids) {
        String replacing = withdrawal.supersededBy();
        String id = String.join("\n", subject.source(), subject.id(), service, withdrawal.ruleId(), "" + replacing,
                "" + now.toEpochMilli());
        return ControlCommand.newBuilder().setCommandId(UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)))
                .setAction(replacing == null ? ControlAction.CANCEL : ControlAction.SUPERSEDE)
                .setTarget(NotificationTarget.newBuilder().setNotificationIds(ids).build())
                .setReason(withdrawal.reason()).setIssuedBy(replacing == null ? withdrawal.ruleId() : replacing)
                .setIssuedAt(now).build();
    }

    /** Send requests belong to no event and are taken back by people alone. Few rules ask for it, and it costs a hash. */
    private @Nullable CaseMoment moment() {
        return subject.type() == null || subject.time() == null
                ? null
                : CaseMoment.of(subject.source(), subject.id(), subject.time());
    }
}
