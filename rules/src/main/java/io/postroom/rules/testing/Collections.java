package io.postroom.rules.testing;

import io.postroom.rules.decision.Collected;
import io.postroom.rules.decision.PlannedMessage;
import io.postroom.schemas.v1.CaseEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events of a test that wait for others of their case. */
final class Collections {
    private final List<Open> open = new ArrayList<>();

    /** One that still waits, until a moment; its first message as it would be without others. */
    record Open(Collected collected, PlannedMessage message, Instant until) {}

    /** Adds an event to those that it belongs to, or begins anew; gives the id of their message. */
    UUID add(String rule, PlannedMessage message, CaseEvent event, Duration time, Instant now) {
        for (int i = 0; i < open.size(); i++) {
            Open one = open.get(i);
            if (belongs(one, rule, message, event, time)) {
                open.set(i, new Open(one.collected().with(event), one.message(), one.until()));
                return one.message().notificationId();
            }
        }
        open.add(new Open(new Collected(rule, message.role(), message.recipientReference(), message.recipientIndex(),
                message.channel(), List.of(event)), message, now.plus(time)));
        return message.notificationId();
    }

    private static boolean belongs(Open one, String rule, PlannedMessage message, CaseEvent event, Duration time) {
        Collected known = one.collected();
        boolean samePerson = known.role().equals(message.role())
                && Objects.equals(known.recipientReference(), message.recipientReference())
                && (known.recipientReference() != null || known.recipientIndex() == message.recipientIndex());
        return samePerson && known.ruleId().equals(rule) && known.channel() == message.channel()
                && known.first().getSource().equals(event.getSource())
                && known.first().getCaseReference().equals(event.getCaseReference())
                && Collected.belong(known.first().getTime(), event.getTime(), time);
    }

    @Nullable
    Instant nextClose() {
        return open.stream().map(Open::until).min(Comparator.naturalOrder()).orElse(null);
    }

    /** One whose time is over, which is taken out; null for none. */
    @Nullable
    Open over(Instant now) {
        Open over = open.stream().filter(one -> !one.until().isAfter(now)).findFirst().orElse(null);
        open.remove(over);
        return over;
    }

    /** Takes one back; null when it waits no more. */
    @Nullable
    Open remove(UUID notificationId) {
        Open found = open.stream().filter(one -> one.message().notificationId().equals(notificationId)).findFirst()
                .orElse(null);
        open.remove(found);
        return found;
    }
}
