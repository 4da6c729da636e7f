package io.postroom.rules;

import io.postroom.rules.decision.Collected;
import io.postroom.rules.decision.EventDecider;
import io.postroom.rules.decision.RecipientDecision;
import io.postroom.rules.decision.SendDecider;
import io.postroom.rules.decision.ServiceDecision;
import io.postroom.rules.decision.Suppressions;
import io.postroom.rules.expression.Expressions;
import io.postroom.rules.set.Rule;
import io.postroom.rules.set.RuleSet;
import io.postroom.rules.set.RuleSetLoader;
import io.postroom.rules.yaml.Problems;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.SendRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every service's rules and templates, checked. What it decides depends on nothing but its files, the event and the
 * moment it is given.
 *
 * <p>Immutable; safe for use by any thread.
 */
public final class RuleBook {
    private final Map<String, RuleSet> sets;
    private final Map<String, Set<String>> withdrawable;
    private final SourceBindings sources;
    private final List<RuleProblem> warnings;
    private final EventDecider events;
    private final SendDecider sends;

    private RuleBook(List<RuleSet> sets, List<RuleProblem> warnings) {
        this.sets = sets.stream().collect(Collectors.toUnmodifiableMap(RuleSet::service, Function.identity()));
        this.sources = new SourceBindings(sets);
        this.withdrawable = sets.stream()
                .collect(Collectors.toUnmodifiableMap(RuleSet::service, RuleSet::withdrawable));
        this.warnings = warnings;
        this.events = new EventDecider(sets);
        this.sends = new SendDecider(this.sets);
    }

    /**
     * Reads and checks every {@code <service>/rules.yaml} of a folder with the templates beside it.
     *
     * @throws InvalidRuleBookException with every problem, when there is any
     */
    public static RuleBook load(Path directory) {
        Problems problems = new Problems();
        List<RuleSet> sets;
        try {
            sets = new RuleSetLoader(new Expressions(), problems).load(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of rule sets cannot be read.", e);
        }
        if (!problems.errors().isEmpty()) {
            throw new InvalidRuleBookException(problems.errors());
        }
        return new RuleBook(sets, problems.warnings());
    }

    /** What does not stop the start and yet deserves a look. */
    public List<RuleProblem> warnings() {
        return warnings;
    }

    /** The services, in the order of the alphabet. */
    public List<String> services() {
        return sets.keySet().stream().sorted().toList();
    }

    /** How many rules there are. */
    public int ruleCount() {
        return sets.values().stream().mapToInt(set -> set.rules().size()).sum();
    }

    /** Every topic and pattern that a service reads, each once. */
    public List<SourceBinding> sources() {
        return sources.all();
    }

    /** What is said about a topic, by name first, else by pattern; empty when no service reads it. */
    public Optional<SourceBinding> sourceOf(String topic) {
        return sources.first(topic);
    }

    /** The services that may be spoken for on a topic. */
    public Set<String> servicesOn(String topic) {
        return sources.services(topic);
    }

    /** The services whose own systems are told of their statuses. */
    public Set<String> statusTopicServices() {
        return sets.values().stream().filter(RuleSet::statusTopic).map(RuleSet::service)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The content hash of a service's rules and templates; empty for a service without rules. */
    public Optional<String> version(String service) {
        return Optional.ofNullable(sets.get(service)).map(RuleSet::version);
    }

    /** A rule, by its service and id. */
    public Optional<Rule> rule(String service, String ruleId) {
        return Optional.ofNullable(sets.get(service))
                .flatMap(set -> set.rules().stream().filter(rule -> rule.id().equals(ruleId)).findFirst());
    }

    /** Whether messages of a rule may be withdrawn by a later event. */
    public boolean isWithdrawable(String service, String ruleId) {
        return withdrawable.getOrDefault(service, Set.of()).contains(ruleId);
    }

    /** The longest time for which any rule of a service does not say the same words again; zero where none asks for it. */
    public Duration longestSameContent(String service) {
        return Optional.ofNullable(sets.get(service)).stream().flatMap(set -> set.rules().stream())
                .map(rule -> rule.limits().sameContent()).filter(Objects::nonNull).max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /**
     * What the rules make of an event.
     *
     * @param services those that the event's source may speak for
     * @param now for the age of the event and the expiry of messages, nothing else
     * @return one decision for each service with a rule for the event's type; none if no service has one; a refusal for
     *         each service that has one when the source may speak for none of them
     */
    public List<ServiceDecision> decide(Set<String> services, CaseEvent event, Instant now) {
        return decide(services, event, now, Suppressions.NONE);
    }

    /**
     * What the rules make of an event.
     *
     * @param suppressions the addresses that are not written to
     */
    public List<ServiceDecision> decide(Set<String> services, CaseEvent event, Instant now,
            Suppressions suppressions) {
        return events.decide(services, event, now, suppressions);
    }

    /**
     * What becomes of events that were collected, when their time is over: the message, or why there is none; nothing when the
     * rule is gone. The first decision that sends is the message that was announced.
     */
    public List<RecipientDecision> decide(String service, Collected collected, Instant now, Suppressions suppressions) {
        return events.decide(service, collected, now, suppressions);
    }

    /** What becomes of a message that a person, or a system that chooses the template itself, asked for. */
    public ServiceDecision decide(SendRequest request, Instant now) {
        return decide(request, now, Suppressions.NONE);
    }

    /** The same, but for addresses that are not written to. */
    public ServiceDecision decide(SendRequest request, Instant now, Suppressions suppressions) {
        return sends.decide(request, now, suppressions);
    }
}
