package io.postroom.ingestservice.receipts;

import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where one notification is. Immutable.
 *
 * @param writtenAt wall clock, epoch milliseconds
 * @param observed the furthest state that the status topic has shown; null before any that is kept
 * @param reason why it is in that state; null where there is no reason
 * @param published the state that receipts led to last; null before any
 * @param parts what is known of each reference under which a provider took it
 */
record Progress(long writtenAt, @Nullable NotificationState observed, @Nullable StatusReason reason,
        @Nullable NotificationState published, List<Part> parts) {
    Progress {
        parts = List.copyOf(parts);
    }

    /**
     * One reference: a whole message, or a part of a long text.
     *
     * @param attempt the attempt that it belongs to
     * @param of how many parts that attempt has
     * @param reference the provider and its reference
     * @param state what was last reported; null before any report
     */
    record Part(int attempt, int of, String reference, @Nullable NotificationState state) {}

    static Progress none(long now) {
        return new Progress(now, null, null, null, List.of());
    }

    Progress withObserved(NotificationState state, @Nullable StatusReason why, long now) {
        // A message that is made anew after it had ended is told of from the beginning. Without an end before it, the status
        // topic is merely behind the receipts.
        boolean anew = state == NotificationState.CREATED && observed != null;
        return new Progress(now, state, why, anew ? null : published, anew ? List.of() : parts);
    }

    Progress withPublished(NotificationState state, long now) {
        return new Progress(now, observed, reason, state, parts);
    }

    /** With what is known of a part; reports only move a part forward. */
    Progress withPart(Part part, long now) {
        Map<String, Part> byReference = new HashMap<>();
        parts.forEach(known -> byReference.put(known.reference(), known));
        byReference.merge(part.reference(), part, Progress::further);
        return new Progress(now, observed, reason, published,
                byReference.values().stream().sorted(Comparator.comparing(Part::reference)).toList());
    }

    /** The state that the parts add up to: of any attempt that was delivered in full, else of the last attempt. */
    @Nullable
    NotificationState reported() {
        int last = parts.stream().mapToInt(Part::attempt).max().orElse(0);
        NotificationState ofLast = null;
        for (int attempt = 1; attempt <= last; attempt++) {
            int wanted = attempt;
            ofLast = reported(parts.stream().filter(part -> part.attempt() == wanted).toList());
            if (ofLast == NotificationState.DELIVERED) {
                return ofLast;
            }
        }
        return ofLast;
    }

    private static @Nullable NotificationState reported(Collection<Part> attempt) {
        int expected = attempt.stream().mapToInt(Part::of).max().orElse(1);
        long delivered = attempt.stream().filter(part -> part.state() == NotificationState.DELIVERED).count();
        if (delivered >= expected) {
            return NotificationState.DELIVERED;
        }
        // A text with a part missing is not what was to be said.
        for (NotificationState state : List.of(NotificationState.FAILED, NotificationState.UNKNOWN,
                NotificationState.SENT)) {
            if (attempt.stream().anyMatch(part -> part.state() == state)) {
                return state;
            }
        }
        return null;
    }

    private static Part further(Part known, Part heard) {
        NotificationState next = heard.state();
        boolean forward = next != null && StatusOrder.mayFollow(known.state(), next);
        return new Part(known.attempt(), Math.max(known.of(), heard.of()), known.reference(),
                forward ? next : known.state());
    }
}
