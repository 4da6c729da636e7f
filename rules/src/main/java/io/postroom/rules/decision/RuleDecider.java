package io.postroom.rules.decision;

import io.postroom.content.Channel;
import io.postroom.rules.decision.RecipientDecision.Failed;
import io.postroom.rules.decision.RecipientDecision.Subject;
import io.postroom.rules.decision.RecipientDecision.Suppressed;
import io.postroom.rules.expression.EventView;
import io.postroom.rules.expression.ExpressionException;
import io.postroom.rules.identity.NotificationIds;
import io.postroom.rules.set.ChannelChoice;
import io.postroom.rules.set.Rule;
import io.postroom.rules.set.RuleSet;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.StatusReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Decides events by one rule. Immutable. */
final class RuleDecider {
    private final RuleSet set;
    private final Rule rule;
    private final MessagePlanner planner;

    RuleDecider(RuleSet set, Rule rule) {
        this.set = set;
        this.rule = rule;
        this.planner = new MessagePlanner(set, rule);
    }

    RuleDecision decide(CaseEvent event, EventView view, Instant now) {
        try {
            if (rule.when() != null && !rule.when().holds(view.forCondition())) {
                return new RuleDecision.NotMatched(rule.id(), StatusReason.CONDITION_FALSE);
            }
        } catch (ExpressionException e) {
            return new RuleDecision.Errored(rule.id(), StatusReason.CONDITION_ERROR, "when: " + e.why());
        }
        Moments moments;
        try {
            moments = new Moments(now, rule.timing().sendAt(view.forCondition(), now));
        } catch (ExpressionException e) {
            return new RuleDecision.Errored(rule.id(), StatusReason.CONDITION_ERROR, "sendAt: " + e.why());
        }
        Instant tooLate = rule.timing().expiry(moments.latest(event.getTime()));
        if (tooLate != null && !tooLate.isAfter(now)) {
            return new RuleDecision.Expired(rule.id(), StatusReason.TOO_OLD);
        }
        return new RuleDecision.Matched(rule.id(), recipients(event, view, moments));
    }

    private List<RecipientDecision> recipients(CaseEvent event, EventView view, Moments moments) {
        List<RecipientDecision> decisions = new ArrayList<>();
        Set<UUID> planned = new HashSet<>();
        for (String role : rule.to()) {
            for (int index = 0; index < event.getRecipients().size(); index++) {
                Recipient recipient = event.getRecipients().get(index);
                if (role.equals(recipient.getRole())) {
                    for (Channel channel : channels(recipient)) {
                        decisions.add(decide(new Person(event, view, recipient, index), channel, planned, moments));
                    }
                }
            }
        }
        return decisions.isEmpty() ? nobody(event) : decisions;
    }

    /** The event names nobody: what there would have been for somebody still ends where everybody can see it. */
    private List<RecipientDecision> nobody(CaseEvent event) {
        List<Channel> channels = switch (rule.channels()) {
            case ChannelChoice.All(List<Channel> all) -> all;
            case ChannelChoice.Preferred(List<Channel> order) -> order.subList(0, 1);
        };
        List<RecipientDecision> decisions = new ArrayList<>();
        for (String role : rule.to()) {
            for (Channel channel : channels) {
                UUID id = NotificationIds.forEvent(event.getSource(), event.getId(), set.service(), rule.id(), role,
                        null, NotificationIds.NOBODY, channel);
                decisions.add(new Failed(new Subject(role, null, channel, id), StatusReason.NO_RECIPIENT, null));
            }
        }
        return decisions;
    }

    private RecipientDecision decide(Person person, Channel channel, Set<UUID> planned, Moments moments) {
        UUID id = NotificationIds.forEvent(person.event().getSource(), person.event().getId(), set.service(), rule.id(),
                person.recipient().getRole(), person.recipient().getReference(), person.index(), channel);
        Subject subject = new Subject(person.recipient().getRole(), person.recipient().getReference(), channel, id);
        if (!planned.add(id)) {
            return new Suppressed(subject, StatusReason.ALREADY_DECIDED, "the event names this recipient twice");
        }
        if (!mayUse(person.recipient(), channel)) {
            return new Suppressed(subject, StatusReason.OPTED_OUT, null);
        }
        return switch (AddressBook.find(person.recipient(), channel)) {
            case AddressBook.Found.Usable(Address address) -> planner.plan(person, subject, address, id, moments);
            case AddressBook.Found.Unusable(StatusReason reason, var detail) -> new Failed(subject, reason, detail);
        };
    }

    private List<Channel> channels(Recipient recipient) {
        return switch (rule.channels()) {
            case ChannelChoice.All(List<Channel> channels) -> channels;
            case ChannelChoice.Preferred(List<Channel> order) -> List.of(preferred(recipient, order));
        };
    }

    /** The preferred channel, else the first by which the person can be reached; when there is none, the first to say why. */
    private Channel preferred(Recipient recipient, List<Channel> order) {
        List<Channel> tried = new ArrayList<>(order);
        Channel wish = Enums.channel(recipient.getPreferredChannel());
        if (wish != null && tried.remove(wish)) {
            tried.addFirst(wish);
        }
        return tried.stream().filter(channel -> mayUse(recipient, channel)
                && AddressBook.find(recipient, channel) instanceof AddressBook.Found.Usable).findFirst()
                .orElse(tried.getFirst());
    }

    private boolean mayUse(Recipient recipient, Channel channel) {
        return rule.essential() || !Enums.hasOptedOut(recipient, channel);
    }
}
