package io.postroom.rules.testing;

import io.postroom.rules.decision.PlannedMessage;
import io.postroom.rules.set.Limits;
import io.postroom.rules.testing.Comparison.Sent;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What counts towards the limits of rules in a test. */
final class Counts {
    private static final Duration HOUR = Duration.ofHours(1);

    private final List<Made> made = new ArrayList<>();

    private record Made(String rule, Instant at) {}

    /** Whether a rule makes a message too many with this one; it is not counted then. */
    boolean isTooMany(String rule, PlannedMessage message, Instant now) {
        Integer most = message.limits().blastPerHour();
        long before = made.stream().filter(one -> one.rule.equals(rule) && one.at.isAfter(now.minus(HOUR))).count();
        if (most != null && before >= most) {
            return true;
        }
        made.add(new Made(rule, now));
        return false;
    }

    /** Why a message that is due is too much for its person; null when it is not. */
    @Nullable
    StatusReason tooMuch(Sent due, List<Sent> sent) {
        Limits limits = due.message().limits();
        if (limits.sameContent() != null && same(due, sent, limits.sameContent())
                .anyMatch(one -> one.message().message().equals(due.message().message())
                        && one.message().limits().sameContent() != null)) {
            return StatusReason.SAME_CONTENT;
        }
        return limits.cap() != null && same(due, sent, limits.cap().in())
                .filter(one -> one.rule().equals(due.rule()) && one.message().limits().cap() != null)
                .count() >= limits.cap().perPerson() ? StatusReason.CAP_REACHED : null;
    }

    /** What went to the same address within a time. */
    private static Stream<Sent> same(Sent due, List<Sent> sent, Duration time) {
        return sent.stream().filter(one -> one.at().isAfter(due.at().minus(time))
                && one.message().channel() == due.message().channel()
                && one.message().address().canonical().equals(due.message().address().canonical()));
    }
}
