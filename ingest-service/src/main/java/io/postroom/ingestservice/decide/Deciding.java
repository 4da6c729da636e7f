package io.postroom.ingestservice.decide;

import io.postroom.ingestservice.brakes.Stops;
import io.postroom.ingestservice.meters.IngestMeters;
import io.postroom.rules.decision.Fallbacks;
import io.postroom.rules.decision.PlannedMessage;
import io.postroom.rules.decision.RecipientDecision;
import io.postroom.rules.decision.RuleDecision;
import io.postroom.rules.decision.ServiceDecision;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.RecipientVerdict;
import io.postroom.schemas.v1.RuleVerdict;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the rules say about one event into records, leaving out what was requested because of it before. Made for one
 * event.
 */
final class Deciding {
    private final Subject subject;
    private final String caseKey;
    private final Set<UUID> alreadyMade;
    private final boolean repeated;
    private final Identities identities;
    private final IngestMeters meters;
    private final Instant now;
    private final TakenBack takenBack;
    private final Collecting collecting;
    private final Verdicts verdicts;
    private final Making making;
    private final List<Decision> decisions = new ArrayList<>();

    /**
     * For one event.
     *
     * @param known what is remembered of it; null when it is new
     */
    Deciding(Subject subject, String caseKey, @Nullable Remembered known, Identities identities, IngestMeters meters,
            Instant now, Stops stops, TakenBack takenBack, Collecting collecting) {
        this.takenBack = takenBack;
        this.collecting = collecting;
        this.subject = subject;
        this.caseKey = caseKey;
        this.alreadyMade = known == null ? Set.of() : Set.copyOf(known.notifications());
        this.repeated = known != null;
        this.identities = identities;
        this.meters = meters;
        this.now = now;
        this.making = new Making(identities, takenBack, stops, now);
        this.verdicts = new Verdicts(alreadyMade, takenBack::reason);
    }

    /** The same id with other content: somebody reused it, and nobody knows which of the two was meant. */
    Outcome reused() {
        decisions.add(decision(null, null).setOutcome(DecisionOutcome.REFUSED).setReason(StatusReason.EVENT_ID_REUSED)
                .build());
        return outcome(false);
    }

    /** The rules failed in a way that they never should; the event may be sent again once that is mended. */
    Outcome undecided(String detail) {
        RuleVerdict verdict = RuleVerdict.newBuilder().setRuleId("*").setOutcome(DecisionOutcome.FAILED)
                .setReason(StatusReason.CONDITION_ERROR).setDetail(detail).build();
        decisions.add(decision(null, null).setOutcome(DecisionOutcome.FAILED).setReason(StatusReason.CONDITION_ERROR)
                .setVerdicts(List.of(verdict)).build());
        return outcome(false);
    }

    Outcome by(List<ServiceDecision> services) {
        if (services.isEmpty()) {
            decisions.add(decision(null, null).setOutcome(repeated
                    ? DecisionOutcome.REPEATED
                    : DecisionOutcome.NOT_MATCHED).setReason(repeated
                            ? StatusReason.ALREADY_DECIDED
                            : StatusReason.NO_MATCHING_RULE)
                    .build());
        }
        services.forEach(this::by);
        return outcome(true);
    }

    private void by(ServiceDecision decision) {
        int requestedBefore = making.remembered().size();
        Decision.Builder builder = decision(decision.service(), decision.rulesVersion());
        DecisionOutcome outcome = switch (decision) {
            case ServiceDecision.Ruled ruled -> ruled(ruled, builder);
            case ServiceDecision.Asked asked -> asked(asked, builder);
            case ServiceDecision.Refused(String service, var version, StatusReason reason, var detail) -> {
                builder.setReason(reason);
                yield reason == StatusReason.TOO_OLD ? DecisionOutcome.EXPIRED : DecisionOutcome.REFUSED;
            }
        };
        if (repeated && making.remembered().size() == requestedBefore && outcome != DecisionOutcome.CANCELLED) {
            outcome = DecisionOutcome.REPEATED;
            builder.setReason(StatusReason.ALREADY_DECIDED);
        }
        decisions.add(builder.setOutcome(outcome).build());
    }

    private DecisionOutcome ruled(ServiceDecision.Ruled ruled, Decision.Builder builder) {
        List<RuleVerdict> all = new ArrayList<>();
        for (RuleDecision rule : ruled.rules()) {
            Identities.Origin origin = origin(ruled.service(), ruled.rulesVersion(), rule.ruleId());
            RuleVerdict verdict = verdicts.of(ruled.service(), rule, collecting,
                    message -> making.waitsFor(message, origin));
            all.add(verdict);
            meters.evaluated(ruled.service(), rule.ruleId(), verdict.getOutcome());
            if (rule instanceof RuleDecision.Matched(String ruleId, List<RecipientDecision> recipients)) {
                recipients.forEach(recipient -> take(recipient, origin));
            }
        }
        int commandsBefore = takenBack.commands().size();
        all.addAll(takenBack.take(ruled.service(), ruled.withdrawals()));
        collecting.takeBack(takenBack.commands().subList(commandsBefore, takenBack.commands().size()), making);
        builder.setVerdicts(all);
        return Verdicts.strongest(all.stream().map(RuleVerdict::getOutcome).toList());
    }

    /** A send request has no rule; its verdict stands under the name of its template. */
    private DecisionOutcome asked(ServiceDecision.Asked asked, Decision.Builder builder) {
        Identities.Origin origin = origin(asked.service(), asked.rulesVersion(), null);
        List<RecipientVerdict> recipients = asked.recipients().stream()
                .map(recipient -> verdicts.of(recipient, null, message -> making.waitsFor(message, origin),
                        (message, time) -> message.notificationId()))
                .toList();
        DecisionOutcome outcome = Verdicts
                .strongest(recipients.stream().map(RecipientVerdict::getOutcome).toList());
        String template = subject.templateId() == null ? "" : subject.templateId();
        builder.setVerdicts(List.of(RuleVerdict.newBuilder().setRuleId(template).setOutcome(outcome)
                .setRecipients(recipients).build()));
        asked.recipients().forEach(recipient -> take(recipient, origin));
        return outcome;
    }

    private void take(RecipientDecision decision, Identities.Origin origin) {
        switch (decision) {
            case RecipientDecision.Send(PlannedMessage message, Fallbacks fallbacks, Duration collectFor) ->
                request(message, fallbacks, collectFor, origin);
            case RecipientDecision.Suppressed(var recipient, StatusReason reason, var detail) ->
                end(recipient, NotificationState.SUPPRESSED, reason, origin);
            case RecipientDecision.Failed(var recipient, StatusReason reason, var detail) ->
                end(recipient, NotificationState.FAILED, reason, origin);
        }
    }

    private void request(PlannedMessage message, Fallbacks fallbacks, @Nullable Duration collectFor,
            Identities.Origin origin) {
        if (Making.ids(message, fallbacks).stream().anyMatch(alreadyMade::contains)) {
            return;
        }
        StatusReason withdrawn = takenBack.reason(origin.service(), origin.ruleId());
        if (withdrawn != null) {
            if (!repeated) {
                making.tell(identities.of(origin, message), NotificationState.CANCELLED, withdrawn);
            }
            return;
        }
        if (collectFor == null) {
            making.request(message, fallbacks, origin);
        } else {
            collecting.add(message, fallbacks, collectFor, origin, identities.of(origin, message), making, takenBack);
        }
        meters.requested(message.channel().wireName(), message.priority(), origin.service());
    }

    /** What a repeated event did not make, it had not made before either, and that was told then. */
    private void end(RecipientDecision.Subject recipient, NotificationState state, StatusReason reason,
            Identities.Origin origin) {
        if (!repeated && reason != StatusReason.ALREADY_DECIDED) {
            identities.of(origin, recipient).ifPresent(identity -> making.tell(identity, state, reason));
        }
    }

    private Identities.Origin origin(String service, @Nullable String rulesVersion, @Nullable String ruleId) {
        return new Identities.Origin(subject, caseKey, service, rulesVersion, ruleId, now);
    }

    private Decision.Builder decision(@Nullable String service, @Nullable String rulesVersion) {
        return Decision.newBuilder().setEventId(subject.id()).setEventSource(subject.source())
                .setEventType(subject.type()).setEventTime(subject.time()).setService(service)
                .setRulesVersion(rulesVersion).setCaseReference(subject.caseReference()).setDecidedAt(now);
    }

    private Outcome outcome(boolean remember) {
        return new Outcome(making.requests(), making.statuses(), decisions, making.requested(), making.remembered(),
                takenBack.commands(),
                remember);
    }
}
