package io.postroom.rules.decision;

import io.postroom.content.Channel;
import io.postroom.rules.decision.RecipientDecision.Failed;
import io.postroom.rules.decision.RecipientDecision.Subject;
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
import java.util.List;
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

    String id() {
        return rule.id();
    }

    RuleDecision decide(CaseEvent event, EventView view, Instant now, Suppressions suppressions) {
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
        return new RuleDecision.Matched(rule.id(), recipients(event, view, moments, suppressions));
    }

    private List<RecipientDecision> recipients(CaseEvent event, EventView view, Moments moments,
            Suppressions suppressions) {
        List<RecipientDecision> decisions = new ArrayList<>();
        PersonDecider persons = new PersonDecider(set, rule, planner, moments, suppressions);
        for (String role : rule.to()) {
            for (int index = 0; index < event.getRecipients().size(); index++) {
                Recipient recipient = event.getRecipients().get(index);
                if (role.equals(recipient.getRole())) {
                    decisions.addAll(persons.decide(new Person(event, view, recipient, index)));
                }
            }
        }
        return decisions.isEmpty() ? nobody(event) : decisions;
    }

    /** What becomes of events that were collected for one person, by the channel that was chosen for the first of them. */
    List<RecipientDecision> decide(Collected collected, Instant now, Suppressions suppressions) {
        CaseEvent first = collected.first();
        List<EventView> all = collected.inOrder().stream().map(EventView::of).toList();
        Person person = new Person(first, all.getLast(), first.getRecipients().get(collected.recipientIndex()),
                collected.recipientIndex(), all);
        PersonDecider persons = new PersonDecider(set, rule, planner, new Moments(now, null), suppressions);
        return persons.decide(person, collected.channel());
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
}
