package io.postroom.ingestservice.decide;

import io.postroom.rules.decision.Fallbacks;
import io.postroom.rules.decision.PlannedMessage;
import io.postroom.rules.decision.RecipientDecision;
import io.postroom.rules.decision.RuleDecision;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.RecipientVerdict;
import io.postroom.schemas.v1.RuleVerdict;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says what rules made of an event in the words of the decision topic. */
final class Verdicts {
    /** The strongest first: what people get says more than what they do not. */
    private static final List<DecisionOutcome> STRENGTH = List.of(DecisionOutcome.REQUESTED, DecisionOutcome.HELD,
            DecisionOutcome.CANCELLED, DecisionOutcome.FAILED, DecisionOutcome.SUPPRESSED, DecisionOutcome.EXPIRED,
            DecisionOutcome.REFUSED,
            DecisionOutcome.REPEATED, DecisionOutcome.NOT_MATCHED, DecisionOutcome.UNRECOGNISED);

    private final Set<UUID> alreadyMade;
    private final BiFunction<String, String, @Nullable StatusReason> takenBack;

    /**
     * Verdicts on an event because of which some notifications were requested before.
     *
     * @param takenBack why a service's rule may not make a message of the event; null when it may
     */
    Verdicts(Set<UUID> alreadyMade, BiFunction<String, String, @Nullable StatusReason> takenBack) {
        this.takenBack = takenBack;
        this.alreadyMade = Set.copyOf(alreadyMade);
    }

    /** @param waitsFor why a message is not requested at once; null when it is */
    RuleVerdict of(String service, RuleDecision decision, Collecting collecting,
            Function<PlannedMessage, @Nullable StatusReason> waitsFor) {
        return switch (decision) {
            case RuleDecision.Matched(String ruleId, List<RecipientDecision> recipients) -> {
                List<RecipientVerdict> verdicts = recipients.stream()
                        .map(recipient -> of(recipient, takenBack.apply(service, ruleId), waitsFor,
                                (message, time) -> collecting.messageOf(service, ruleId, message, time)))
                        .toList();
                yield verdict(ruleId, strongest(verdicts.stream().map(RecipientVerdict::getOutcome).toList()), null,
                        null, verdicts);
            }
            case RuleDecision.NotMatched(String ruleId, StatusReason reason) ->
                verdict(ruleId, DecisionOutcome.NOT_MATCHED, reason, null, List.of());
            case RuleDecision.Errored(String ruleId, StatusReason reason, String detail) ->
                verdict(ruleId, DecisionOutcome.FAILED, reason, detail, List.of());
            case RuleDecision.Expired(String ruleId, StatusReason reason) ->
                verdict(ruleId, DecisionOutcome.EXPIRED, reason, null, List.of());
        };
    }

    RecipientVerdict of(RecipientDecision decision, @Nullable StatusReason withdrawn,
            Function<PlannedMessage, @Nullable StatusReason> waitsFor,
            BiFunction<PlannedMessage, Duration, UUID> collecting) {
        return switch (decision) {
            case RecipientDecision.Send(PlannedMessage message, Fallbacks fallbacks, var collectFor) ->
                collectFor == null
                        ? sent(message, fallbacks, withdrawn, waitsFor.apply(message), null)
                        : sent(message, fallbacks, withdrawn, StatusReason.WAITING_FOR_COLLECTION,
                                collecting.apply(message, collectFor));
            case RecipientDecision.Suppressed(var subject, StatusReason reason, var detail) ->
                verdict(subject, DecisionOutcome.SUPPRESSED, reason, detail);
            case RecipientDecision.Failed(var subject, StatusReason reason, var detail) ->
                verdict(subject, DecisionOutcome.FAILED, reason, detail);
        };
    }

    private RecipientVerdict sent(PlannedMessage message, Fallbacks fallbacks, @Nullable StatusReason withdrawn,
            @Nullable StatusReason waitsFor, @Nullable UUID collected) {
        boolean repeated = Making.ids(message, fallbacks).stream().anyMatch(alreadyMade::contains);
        return RecipientVerdict.newBuilder().setRecipientRole(message.role())
                .setRecipientReference(message.recipientReference())
                .setChannel(Channel.valueOf(message.channel().name()))
                .setOutcome(outcome(repeated, withdrawn, waitsFor))
                .setReason(repeated ? StatusReason.ALREADY_DECIDED : withdrawn == null ? waitsFor : withdrawn)
                .setNotificationId(collected == null || repeated ? message.notificationId() : collected).build();
    }

    private static DecisionOutcome outcome(boolean repeated, @Nullable StatusReason withdrawn,
            @Nullable StatusReason waitsFor) {
        if (repeated) {
            return DecisionOutcome.REPEATED;
        }
        if (withdrawn != null) {
            return DecisionOutcome.CANCELLED;
        }
        return waitsFor == null ? DecisionOutcome.REQUESTED : DecisionOutcome.HELD;
    }

    static DecisionOutcome strongest(Collection<DecisionOutcome> outcomes) {
        return outcomes.stream().min(Comparator.comparingInt(STRENGTH::indexOf)).orElse(DecisionOutcome.NOT_MATCHED);
    }

    private static RuleVerdict verdict(String ruleId, DecisionOutcome outcome, @Nullable StatusReason reason,
            @Nullable String detail, List<RecipientVerdict> recipients) {
        return RuleVerdict.newBuilder().setRuleId(ruleId).setOutcome(outcome).setReason(reason).setDetail(detail)
                .setRecipients(recipients).build();
    }

    private static RecipientVerdict verdict(RecipientDecision.Subject subject, DecisionOutcome outcome,
            StatusReason reason, @Nullable String detail) {
        return RecipientVerdict.newBuilder().setRecipientRole(subject.role())
                .setRecipientReference(subject.recipientReference())
                .setChannel(subject.channel() == null ? null : Channel.valueOf(subject.channel().name()))
                .setOutcome(outcome).setReason(reason).setDetail(detail).setNotificationId(subject.notificationId())
                .build();
    }
}
