package io.postroom.rules.decision;

import io.postroom.content.Channel;
import io.postroom.schemas.v1.CaseEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of a case that become one message to one person.
 *
 * @param ruleId the rule that collects them
 * @param role the recipient's role
 * @param recipientReference the back office's reference of the person, or null
 * @param recipientIndex the recipient's position in the first event
 * @param channel the channel
 * @param events the event that began it first, whose id the message has, then the others
 */
public record Collected(String ruleId, String role, @Nullable String recipientReference, int recipientIndex,
        Channel channel, List<CaseEvent> events) {
    private static final Comparator<CaseEvent> IN_TIME = Comparator.comparing(CaseEvent::getTime)
            .thenComparing(CaseEvent::getId);

    public Collected {
        events = List.copyOf(events);
    }

    /** The event that began it. */
    public CaseEvent first() {
        return events.getFirst();
    }

    /** The events as they happened, in whatever order they came. */
    public List<CaseEvent> inOrder() {
        return events.stream().sorted(IN_TIME).toList();
    }

    /**
     * Whether an event is one of those that belong to a first one: by their own times, so that events which are read again at once
     * fall into the same messages as when they came over a day.
     */
    public static boolean belong(Instant first, Instant other, Duration time) {
        return Duration.between(first, other).abs().compareTo(time) < 0;
    }

    /** With another event; what came before stays as it is. */
    public Collected with(CaseEvent event) {
        List<CaseEvent> more = new ArrayList<>(events);
        more.add(event);
        return new Collected(ruleId, role, recipientReference, recipientIndex, channel, more);
    }

    @Override
    public String toString() {
        return "Collected[" + ruleId + " " + events.size() + " events]";
    }
}
