package io.postroom.ingestservice.reference;

import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Where events are remembered, decided, collected and taken back. */
final class Desk {
    private final World world;
    private final Blocked blocked;
    private final Shelf shelf;
    private final Post post;
    private final Map<String, Known> memory = new HashMap<>();
    private final Map<String, List<Made>> made = new HashMap<>();
    private final Map<String, List<Taken>> takenBack = new HashMap<>();
    private final Map<String, List<Collecting>> collecting = new HashMap<>();

    private record Known(CaseEvent event, Set<UUID> made) {}

    private record Made(UUID id, CaseEvent event) {}

    private record Taken(CaseEvent event, StatusReason reason) {
        boolean concerns(CaseEvent other, boolean otherDecidedFirst) {
            int compared = other.getTime().compareTo(event.getTime());
            return !same(event, other) && (compared < 0
                    || compared == 0 && (otherDecidedFirst || reason == StatusReason.CANCELLED_BY_EVENT));
        }
    }

    /** Events that become one message. */
    private record Collecting(UUID id, Rule rule, String person, int index, io.postroom.schemas.v1.Channel channel,
            Instant closesAt, List<CaseEvent> events) {
        List<CaseEvent> inOrder() {
            return events.stream().sorted(Comparator.comparing(CaseEvent::getTime).thenComparing(CaseEvent::getId))
                    .toList();
        }
    }

    Desk(World world, Blocked blocked, Shelf shelf, Post post) {
        this.world = world;
        this.blocked = blocked;
        this.shelf = shelf;
        this.post = post;
    }

    private static boolean same(CaseEvent one, CaseEvent other) {
        return one.getSource().equals(other.getSource()) && one.getId().equals(other.getId());
    }

    private static String place(CaseEvent event, Rule rule) {
        return String.join("/", event.getSource(), event.getCaseReference(), rule.service(), rule.id());
    }

    void event(CaseEvent event) {
        String key = event.getSource() + " " + event.getId();
        Known known = memory.get(key);
        if (known != null && !known.event().equals(event)) {
            return;
        }
        boolean again = known != null;
        Known remembered = again ? known : new Known(event, new HashSet<>());
        memory.put(key, remembered);
        for (String service : Rules.SERVICES) {
            service(service, event, remembered, again);
        }
    }

    private void service(String service, CaseEvent event, Known known, boolean again) {
        Set<UUID> before = Set.copyOf(known.made());
        Set<String> making = new HashSet<>();
        for (Rule rule : Rules.of(service)) {
            if (!rule.on().equals(event.getType()) || !rule.when().test(event) || isTooOld(rule, event)) {
                continue;
            }
            for (Person.Plan plan : new Person(rule, event, List.of(event), world.now, blocked).everybody()) {
                plan.ends().stream().filter(end -> !again && end.reason() != StatusReason.ALREADY_DECIDED)
                        .forEach(end -> post.publish(end.id(), end.end(), end.reason(), world.now));
                if (plan.chain().isEmpty() || plan.chain().stream().anyMatch(one -> before.contains(one.id()))) {
                    continue;
                }
                StatusReason taken = takenBack(rule, event);
                if (taken == null) {
                    making.add(rule.id());
                    make(rule, event, plan, known);
                } else if (!again) {
                    post.publish(plan.chain().getFirst().id(), NotificationState.CANCELLED, taken, world.now);
                }
            }
        }
        for (Rule rule : Rules.of(service)) {
            if (rule.cancelledBy().contains(event.getType())) {
                takeBack(rule, event, StatusReason.CANCELLED_BY_EVENT);
            }
        }
        for (Rule rule : Rules.of(service)) {
            if (making.contains(rule.id())) {
                Rules.of(service).stream().filter(other -> rule.supersedes().contains(other.id()))
                        .forEach(other -> takeBack(other, event, StatusReason.SUPERSEDED));
            }
        }
    }

    private boolean isTooOld(Rule rule, CaseEvent event) {
        Instant sendAt = rule.sendAt().apply(event);
        Instant end = rule.expiry(sendAt == null || sendAt.isBefore(event.getTime()) ? event.getTime() : sendAt);
        return end != null && !end.isAfter(world.now);
    }

    private void make(Rule rule, CaseEvent event, Person.Plan plan, Known known) {
        List<Message> chain = plan.chain();
        Message first = chain.getFirst();
        chain.forEach(message -> known.made().add(message.id()));
        if (rule.collect() != null) {
            collect(rule, event, first, plan.index(), known);
            return;
        }
        remember(rule, event, chain);
        Instant due = first.dueAt(world.now);
        post.publish(first.id(), NotificationState.CREATED, null, world.now);
        if (due.isAfter(world.now)) {
            post.publish(first.id(), NotificationState.HELD, waits(first), world.now);
            shelf.put(first, due);
        } else {
            world.tell(first.line(world.now));
        }
        post.chain(chain, rule.fallbackAfter(), rule.expires());
    }

    private StatusReason waits(Message message) {
        return message.sendAt() != null && message.sendAt().isAfter(world.now)
                ? StatusReason.WAITING_FOR_TIME
                : StatusReason.WAITING_FOR_WINDOW;
    }

    /** All messages of a chain are taken back with the event that they come from. */
    private void remember(Rule rule, CaseEvent event, List<Message> chain) {
        for (Message message : chain) {
            world.messages.put(message.id(), message);
            List<Made> all = made.computeIfAbsent(place(event, rule), key -> new ArrayList<>());
            all.removeIf(one -> one.id().equals(message.id()));
            all.add(new Made(message.id(), event));
        }
    }

    private StatusReason takenBack(Rule rule, CaseEvent event) {
        return takenBack.getOrDefault(place(event, rule), List.of()).stream()
                .filter(taken -> taken.concerns(event, false))
                .max(Comparator.comparing((Taken taken) -> taken.event().getTime())
                        .thenComparing(taken -> taken.reason() == StatusReason.CANCELLED_BY_EVENT))
                .map(Taken::reason).orElse(null);
    }

    private void takeBack(Rule rule, CaseEvent event, StatusReason reason) {
        Taken taken = new Taken(event, reason);
        takenBack.computeIfAbsent(place(event, rule), key -> new ArrayList<>()).add(taken);
        List<Made> all = made.getOrDefault(place(event, rule), new ArrayList<>());
        List<UUID> ids = all.stream().filter(one -> taken.concerns(one.event(), true)).map(Made::id).toList();
        all.removeIf(one -> ids.contains(one.id()));
        collecting.getOrDefault(place(event, rule), new ArrayList<>()).removeIf(one -> {
            if (ids.contains(one.id())) {
                post.publish(one.id(), NotificationState.CANCELLED, reason, world.now);
            }
            return ids.contains(one.id());
        });
        post.takeBack(ids);
        shelf.takeBack(ids, reason);
    }

    private void collect(Rule rule, CaseEvent event, Message message, int index, Known known) {
        Recipient recipient = event.getRecipients().get(index);
        String person = (recipient.getReference() == null ? "#" + index : recipient.getReference()) + " "
                + message.channel();
        List<Collecting> all = collecting.computeIfAbsent(place(event, rule), key -> new ArrayList<>());
        Duration within = rule.collect();
        Collecting joined = all.stream()
                .filter(one -> one.person().equals(person) && Duration.between(one.events().getFirst().getTime(),
                        event.getTime()).abs().compareTo(within) < 0)
                .min(Comparator.comparing(one -> one.id().toString())).orElse(null);
        if (joined == null) {
            all.add(new Collecting(message.id(), rule, person, index, message.channel(), world.now.plus(within),
                    new ArrayList<>(List.of(event))));
            remember(rule, event, List.of(message));
            post.publish(message.id(), NotificationState.CREATED, null, world.now);
            post.publish(message.id(), NotificationState.HELD, StatusReason.WAITING_FOR_COLLECTION, world.now);
            return;
        }
        joined.events().add(event);
        known.made().add(joined.id());
        remember(rule, joined.inOrder().getLast(), List.of(world.messages.get(joined.id())));
    }

    /** Collections whose time is over become their messages, which count as made by the youngest of their events. */
    void close() {
        collecting.values().forEach(all -> all.removeIf(one -> {
            if (one.closesAt().isAfter(world.now)) {
                return false;
            }
            CaseEvent first = one.events().getFirst();
            new Person(one.rule(), first, one.inOrder(), world.now, blocked)
                    .one(one.index(), List.of(one.channel()), true).forEach(plan -> closed(one, plan));
            return true;
        }));
    }

    private void closed(Collecting one, Person.Plan plan) {
        plan.ends().forEach(end -> post.publish(end.id(), end.end(), end.reason(), world.now));
        if (plan.chain().isEmpty()) {
            return;
        }
        Message first = plan.chain().getFirst();
        remember(one.rule(), one.inOrder().getLast(), plan.chain());
        if (!first.id().equals(one.id())) {
            post.publish(first.id(), NotificationState.CREATED, null, world.now);
        }
        Instant due = first.dueAt(world.now);
        if (due.isAfter(world.now)) {
            post.publish(first.id(), NotificationState.HELD, StatusReason.WAITING_FOR_WINDOW, world.now);
        }
        post.chain(plan.chain(), one.rule().fallbackAfter(), one.rule().expires());
        shelf.put(first, due);
    }
}
