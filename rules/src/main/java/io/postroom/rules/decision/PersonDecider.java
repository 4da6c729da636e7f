package io.postroom.rules.decision;

import io.postroom.content.Channel;
import io.postroom.rules.decision.RecipientDecision.Failed;
import io.postroom.rules.decision.RecipientDecision.Send;
import io.postroom.rules.decision.RecipientDecision.Subject;
import io.postroom.rules.decision.RecipientDecision.Suppressed;
import io.postroom.rules.identity.NotificationIds;
import io.postroom.rules.set.ChannelChoice;
import io.postroom.rules.set.Rule;
import io.postroom.rules.set.RuleSet;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.StatusReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Decides what one rule makes of one event for each of its people: by which channels, and by which instead. Made for one event. */
final class PersonDecider {
    private static final String BY_PERSON = "somebody decided so";

    private final RuleSet set;
    private final Rule rule;
    private final MessagePlanner planner;
    private final Moments moments;
    private final Suppressions suppressions;
    private final Set<UUID> planned = new HashSet<>();

    PersonDecider(RuleSet set, Rule rule, MessagePlanner planner, Moments moments, Suppressions suppressions) {
        this.set = set;
        this.rule = rule;
        this.planner = planner;
        this.moments = moments;
        this.suppressions = suppressions;
    }

    List<RecipientDecision> decide(Person person) {
        // The words of one event among those that are collected are never sent.
        return decide(person, channels(person.recipient()), rule.collect() == null);
    }

    /** The same by one channel. */
    List<RecipientDecision> decide(Person person, Channel channel) {
        return decide(person, List.of(channel), true);
    }

    private List<RecipientDecision> decide(Person person, List<Channel> channels, boolean tellUnwritten) {
        List<RecipientDecision> decisions = channels.stream().map(channel -> one(person, channel, false)).toList();
        List<RecipientDecision> all = rule.fallback().channels().isEmpty()
                ? decisions
                : withFallback(person, decisions.getFirst(), tellUnwritten);
        return rule.collect() == null ? all : all.stream().map(this::collecting).toList();
    }

    /** A chain begins with the first channel by which the person has an address; loading sees to it that there is one start. */
    private List<RecipientDecision> withFallback(Person person, RecipientDecision start, boolean tellUnwritten) {
        if (!(start instanceof Send) && !leadsOn(start)) {
            return List.of(start);
        }
        List<Send> sends = new ArrayList<>();
        List<RecipientDecision> unwritten = new ArrayList<>();
        if (start instanceof Send send) {
            sends.add(send);
        }
        for (Channel channel : rule.fallback().channels()) {
            if (channel != channelOf(start)) {
                switch (one(person, channel, true)) {
                    case Send send -> sends.add(send);
                    case Failed failed when !leadsOn(failed) -> unwritten.add(failed);
                    case Failed ignored -> {
                        // They have no address for it.
                    }
                    case Suppressed ignored -> {
                        // It is not used for them.
                    }
                }
            }
        }
        List<RecipientDecision> all = new ArrayList<>();
        if (!(start instanceof Send)) {
            all.add(start);
        }
        if (!sends.isEmpty()) {
            all.add(new Send(sends.getFirst().message(), new Fallbacks(
                    sends.stream().skip(1).map(Send::message).toList(), rule.fallback().after(),
                    rule.timing().expires()), null));
        }
        // What should have stood in and cannot be written would else be missed only by whoever waits for it.
        if (tellUnwritten) {
            all.addAll(unwritten);
        }
        return all;
    }

    private RecipientDecision collecting(RecipientDecision decision) {
        return decision instanceof Send(PlannedMessage message, Fallbacks fallbacks, var none)
                ? new Send(message, fallbacks, rule.collect() == null ? null : rule.collect().time())
                : decision;
    }

    private static boolean leadsOn(RecipientDecision start) {
        return switch (start) {
            case Send ignored -> true;
            case Failed(var subject, StatusReason reason, var detail) ->
                reason == StatusReason.NO_ADDRESS || reason == StatusReason.INVALID_ADDRESS;
            case Suppressed(var subject, StatusReason reason, var detail) ->
                reason == StatusReason.RECIPIENT_SUPPRESSED && !BY_PERSON.equals(detail);
        };
    }

    private static Channel channelOf(RecipientDecision start) {
        Channel channel = switch (start) {
            case Send send -> send.message().channel();
            case Failed failed -> failed.subject().channel();
            case Suppressed suppressed -> suppressed.subject().channel();
        };
        if (channel == null) {
            throw new IllegalStateException("What a rule decides for a person is always about a channel.");
        }
        return channel;
    }

    /**
     * @param inStead whether it is only sent when another does not arrive. Then who is on a safelist is asked when it is its
     *            turn: until then all goes as it would for everybody
     */
    private RecipientDecision one(Person person, Channel channel, boolean inStead) {
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
            case AddressBook.Found.Usable(Address address) -> plan(person, subject, address, id, inStead);
            case AddressBook.Found.Unusable(StatusReason reason, var detail) -> new Failed(subject, reason, detail);
        };
    }

    private RecipientDecision plan(Person person, Subject subject, Address address, UUID id, boolean inStead) {
        return switch (suppressions.of(address)) {
            case FREE -> planner.plan(person, subject, address, id, moments);
            case FAILED_BEFORE -> new Suppressed(subject, StatusReason.RECIPIENT_SUPPRESSED, null);
            case STOPPED_BY_PERSON ->
                new Suppressed(subject, StatusReason.RECIPIENT_SUPPRESSED, BY_PERSON);
            case NOT_ON_SAFELIST -> inStead
                    ? planner.plan(person, subject, address, id, moments)
                    : safelisted(subject, planner.plan(person, subject, address, id, moments));
        };
    }

    /** What cannot be written is told first: that is what somebody who tries rules out has to know. */
    private static RecipientDecision safelisted(Subject subject, RecipientDecision planned) {
        return planned instanceof Send ? new Suppressed(subject, StatusReason.SAFELIST, null) : planned;
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
