package io.postroom.staffweb.lookup;

import io.postroom.staffweb.readmodel.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What happened to a message, in its order, from the event on. */
public final class Timeline {
    private Timeline() {}

    /**
     * One thing that happened.
     *
     * @param at when
     * @param text the code of the text that says what
     * @param of what the text is about: an event's type, a rule
     * @param reason why, or null
     * @param provider the provider concerned, or null
     * @param detail the provider's raw code, or null
     * @param attempt which attempt, 0 for none
     */
    public record Entry(Instant at, String text, String of, @Nullable String reason, @Nullable String provider,
            @Nullable String detail, int attempt) {}

    /** The entries of a message's course. */
    public static List<Entry> of(Found.Course course) {
        List<Entry> before = new ArrayList<>();
        Found.Message message = course.message();
        if (message.eventTime() != null && message.eventType() != null) {
            before.add(plain(message.eventTime(), "timeline.event", message.eventType(), null));
        }
        for (Found.Verdict verdict : course.decided()) {
            String code = (message.isAskedFor() || verdict.ruleId() == null ? "timeline.asked." : "timeline.decided.")
                    + verdict.outcome();
            before.add(plain(verdict.decidedAt(), code, verdict.ruleId() == null ? "" : verdict.ruleId(),
                    verdict.reason()));
        }
        before.sort(Comparator.comparing(Entry::at));
        return Stream.concat(before.stream(), course.steps().stream().map(Timeline::entry)).toList();
    }

    private static Entry entry(Step step) {
        return new Entry(step.at(), "timeline.step." + step.state().name(), "",
                step.reason() == null ? null : step.reason().name(), step.provider(), step.providerDetail(),
                step.attempt());
    }

    private static Entry plain(Instant at, String text, String of, @Nullable String reason) {
        return new Entry(at, text, of, reason, null, null, 0);
    }
}
