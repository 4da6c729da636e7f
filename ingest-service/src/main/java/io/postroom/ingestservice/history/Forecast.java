package io.postroom.ingestservice.history;

import io.postroom.content.Channel;
import io.postroom.ingestservice.decide.RequestContent;
import io.postroom.rules.RuleBook;
import io.postroom.rules.decision.Address;
import io.postroom.rules.decision.Collected;
import io.postroom.rules.decision.Fallbacks;
import io.postroom.rules.decision.PlannedMessage;
import io.postroom.rules.decision.RecipientDecision;
import io.postroom.rules.decision.RuleDecision;
import io.postroom.rules.decision.ServiceDecision;
import io.postroom.rules.decision.Suppressions;
import io.postroom.schemas.v1.CaseEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * What rules make of recorded events: each once, collections included; addresses that are suppressed, the safelist, how much is sent, and what
 * later events take back are not looked at. Holds an entry a message, without address or words. For one thread.
 */
final class Forecast {
    private final RuleBook rules;
    private final RequestContent contents;
    private final Function<EventPlace, Instant> decidedAt;
    private final Map<EventKey, EventPlace> events = new HashMap<>();
    private final Map<UUID, Message> messages = new LinkedHashMap<>();
    private final Gathering gathering = new Gathering();
    private long repeated;

    /**
     * A message that would be made.
     *
     * @param to the recipient, masked
     * @param content a hash of what they would get
     * @param inStead whether it is only sent when another does not arrive
     */
    record Message(UUID id, String service, String rule, Channel channel, String role, String to, String content,
            EventPlace event, boolean inStead) {}

    /**
     * By some rules.
     *
     * @param decidedAt the moment at which an event would be decided
     */
    Forecast(RuleBook rules, RequestContent contents, Function<EventPlace, Instant> decidedAt) {
        this.rules = rules;
        this.contents = contents;
        this.decidedAt = decidedAt;
    }

    void add(CaseEvent event, EventPlace place) {
        if (events.putIfAbsent(new EventKey(event.getSource(), event.getId()), place) != null) {
            repeated++;
            return;
        }
        Instant now = decidedAt.apply(place);
        for (ServiceDecision service : rules.decide(rules.servicesOn(place.topic()), event, now)) {
            if (service instanceof ServiceDecision.Ruled ruled) {
                ruled.rules().forEach(rule -> take(ruled.service(), rule, event, place, now));
            }
        }
    }

    private void take(String service, RuleDecision decision, CaseEvent event, EventPlace place, Instant now) {
        if (!(decision instanceof RuleDecision.Matched(String rule, var recipients))) {
            return;
        }
        for (RecipientDecision recipient : recipients) {
            if (recipient instanceof RecipientDecision.Send(PlannedMessage message, Fallbacks then, Duration time)) {
                if (time == null) {
                    add(service, rule, message, then, place);
                } else {
                    gathering.add(service, rule, message, event, time, place, now);
                }
            }
        }
    }

    /** No more events come: what was collected becomes its messages. */
    void end() {
        gathering.takeAll((service, collected, place, at) -> rules
                .decide(service, collected, at, Suppressions.NONE).stream()
                .filter(RecipientDecision.Send.class::isInstance).map(RecipientDecision.Send.class::cast)
                .forEach(send -> add(service, collected.ruleId(), send.message(), send.fallbacks(), place)));
    }

    private void add(String service, String rule, PlannedMessage message, Fallbacks then, EventPlace place) {
        put(service, rule, message, place, false);
        then.steps().forEach(step -> put(service, rule, step, place, true));
    }

    private void put(String service, String rule, PlannedMessage message, EventPlace place, boolean inStead) {
        messages.put(message.notificationId(), new Message(message.notificationId(), service, rule, message.channel(),
                message.role(), masked(message.address()), contents.hash(message), place, inStead));
    }

    private static String masked(Address address) {
        return switch (address) {
            case Address.Phone(var number) -> number.masked();
            case Address.Email(var email) -> email.masked();
            case Address.Post(var post) -> post.masked();
        };
    }

    Set<EventKey> events() {
        return events.keySet();
    }

    Collection<EventPlace> places() {
        return events.values();
    }

    /** In the order in which they would be made. */
    Collection<Message> messages() {
        return messages.values();
    }

    /** How many events came again. */
    long repeated() {
        return repeated;
    }

    /** Events that wait for others of their case, in the order in which the first of each came. */
    private static final class Gathering {
        private final Map<Key, Map<UUID, Open>> open = new LinkedHashMap<>();

        /** What must be the same for two events to become one message, their time apart. */
        private record Key(String service, String rule, String role, String person, Channel channel, String source,
                String caseReference) {}

        private record Open(Collected collected, EventPlace place, Instant at) {}

        /** Takes one collection that is over. */
        @FunctionalInterface
        interface Over {
            void take(String service, Collected collected, EventPlace place, Instant at);
        }

        void add(String service, String rule, PlannedMessage message, CaseEvent event, Duration time,
                EventPlace place, Instant now) {
            String person = message.recipientReference() == null
                    ? "#" + message.recipientIndex()
                    : message.recipientReference();
            Map<UUID, Open> ofCase = open.computeIfAbsent(new Key(service, rule, message.role(), person,
                    message.channel(), event.getSource(), event.getCaseReference()), key -> new LinkedHashMap<>());
            for (Map.Entry<UUID, Open> entry : ofCase.entrySet()) {
                Open known = entry.getValue();
                if (Collected.belong(known.collected().first().getTime(), event.getTime(), time)) {
                    entry.setValue(new Open(known.collected().with(event), known.place(), known.at()));
                    return;
                }
            }
            ofCase.put(message.notificationId(),
                    new Open(new Collected(rule, message.role(), message.recipientReference(),
                            message.recipientIndex(), message.channel(), List.of(event)), place,
                            now.plus(time)));
        }

        void takeAll(Over over) {
            open.forEach((key, ofCase) -> ofCase.values()
                    .forEach(one -> over.take(key.service(), one.collected(), one.place(), one.at())));
            open.clear();
        }
    }
}
