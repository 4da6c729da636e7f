package io.postroom.rules.decision;

import io.postroom.rules.expression.EventView;
import io.postroom.rules.set.Rule;
import io.postroom.rules.set.RuleSet;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides events by the rules of their type alone, however many others there are. Immutable; safe for use by any
 * thread.
 */
public final class EventDecider {
    /** For each event type the services that have rules for it, in the order of the alphabet, and these rules. */
    private final Map<String, Map<RuleSet, List<RuleDecider>>> byType;

    /** With the rules of these services. */
    public EventDecider(List<RuleSet> sets) {
        Map<String, Map<RuleSet, List<RuleDecider>>> index = new HashMap<>();
        for (RuleSet set : sets.stream().sorted(Comparator.comparing(RuleSet::service)).toList()) {
            for (Rule rule : set.rules()) {
                RuleDecider decider = new RuleDecider(set, rule);
                for (String type : rule.on()) {
                    index.computeIfAbsent(type, key -> new LinkedHashMap<>())
                            .computeIfAbsent(set, key -> new ArrayList<>()).add(decider);
                }
                for (String type : rule.cancelledBy()) {
                    index.computeIfAbsent(type, key -> new LinkedHashMap<>())
                            .computeIfAbsent(set, key -> new ArrayList<>());
                }
            }
        }
        this.byType = Map.copyOf(index);
    }

    /** See {@link io.postroom.rules.RuleBook#decide(Set, CaseEvent, Instant, Suppressions)}. */
    public List<ServiceDecision> decide(Set<String> services, CaseEvent event, Instant now,
            Suppressions suppressions) {
        Map<RuleSet, List<RuleDecider>> concerned = byType.getOrDefault(event.getType(), Map.of());
        List<ServiceDecision> decisions = new ArrayList<>();
        EventView view = null;
        for (Map.Entry<RuleSet, List<RuleDecider>> entry : concerned.entrySet()) {
            RuleSet set = entry.getKey();
            if (services.contains(set.service())) {
                EventView seen = view == null ? EventView.of(event) : view;
                view = seen;
                List<RuleDecision> rules = entry.getValue().stream()
                        .map(rule -> rule.decide(event, seen, now, suppressions))
                        .toList();
                decisions.add(new ServiceDecision.Ruled(set.service(), set.version(), rules,
                        withdrawals(set, event.getType(), rules)));
            }
        }
        if (!decisions.isEmpty()) {
            return decisions;
        }
        return concerned.keySet().stream().<ServiceDecision>map(set -> new ServiceDecision.Refused(set.service(),
                set.version(), StatusReason.SERVICE_NOT_BOUND, null)).toList();
    }

    /** See {@link io.postroom.rules.RuleBook#decide(String, Collected, Instant, Suppressions)}. */
    public List<RecipientDecision> decide(String service, Collected collected, Instant now,
            Suppressions suppressions) {
        return byType.getOrDefault(collected.first().getType(), Map.of()).entrySet().stream()
                .filter(entry -> entry.getKey().service().equals(service))
                .flatMap(entry -> entry.getValue().stream())
                .filter(rule -> rule.id().equals(collected.ruleId())).findFirst()
                .map(rule -> rule.decide(collected, now, suppressions)).orElse(List.of());
    }

    private static List<Withdrawal> withdrawals(RuleSet set, String type, List<RuleDecision> decisions) {
        List<Withdrawal> withdrawals = new ArrayList<>();
        for (Rule rule : set.rules()) {
            if (rule.cancelledBy().contains(type)) {
                withdrawals.add(new Withdrawal(rule.id(), null, longestWait(rule)));
            }
        }
        for (Rule rule : set.rules()) {
            if (!rule.supersedes().isEmpty() && decisions.stream()
                    .anyMatch(decision -> decision.ruleId().equals(rule.id()) && makesAMessage(decision))) {
                set.rules().stream().filter(other -> rule.supersedes().contains(other.id()))
                        .forEach(other -> withdrawals.add(new Withdrawal(other.id(), rule.id(), longestWait(other))));
            }
        }
        return withdrawals;
    }

    private static boolean makesAMessage(RuleDecision decision) {
        return decision instanceof RuleDecision.Matched matched
                && matched.recipients().stream().anyMatch(RecipientDecision.Send.class::isInstance);
    }

    private static Duration longestWait(Rule rule) {
        return rule.timing().expires() == null ? Duration.ZERO : rule.timing().expires();
    }
}
