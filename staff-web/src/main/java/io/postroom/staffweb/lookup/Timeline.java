package io.postroom.staffweb.lookup;

import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.staffweb.audit.ReasonBook;
import io.postroom.staffweb.readmodel.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to a message, in its order, from the event on. */
public final class Timeline {
    /** Instead of a provider's name, in steps that a person told. */
    public static final String STAFF = "staff";

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
     * @param said what staff gave as their reason, or null
     * @param other the message that stands in for this one, or for which this one stands in, or null
     */
    public record Entry(Instant at, String text, String of, @Nullable String reason, @Nullable String provider,
            @Nullable String detail, int attempt, @Nullable String said, @Nullable UUID other) {
        @Override
        public String toString() {
            return "Entry[" + text + "]";
        }
    }

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
        if (isAskedForAndNothingElse(course)) {
            before.add(plain(message.createdAt(), "timeline.asked.REQUESTED", "", null));
        }
        before.sort(Comparator.comparing(Entry::at));
        List<Entry> all = new ArrayList<>(before);
        course.steps().forEach(step -> all.add(entry(step)));
        course.deeds().forEach(deed -> insert(all, entry(deed, message)));
        return List.copyOf(all);
    }

    /** That it was decided to send what was asked for is kept only where it is more than that. */
    private static boolean isAskedForAndNothingElse(Found.Course course) {
        return course.message().isAskedFor() && course.decided().stream()
                .allMatch(verdict -> verdict.outcome().equals(DecisionOutcome.REPEATED.name()));
    }

    /** What staff did has its place by the clock; all else keeps the order in which it is told. */
    private static void insert(List<Entry> all, Entry deed) {
        int place = 0;
        while (place < all.size() && !all.get(place).at().isAfter(deed.at())) {
            place++;
        }
        all.add(place, deed);
    }

    private static Entry entry(ReasonBook.Deed deed, Found.Message message) {
        boolean made = message.id().equals(deed.made());
        UUID other = made ? deed.notification() : deed.made();
        return new Entry(deed.at(), "timeline.deed." + (made ? "MADE" : deed.act().name()), deed.name(), null, null,
                null,
                0, deed.reason(), other);
    }

    private static Entry entry(Step step) {
        boolean byStaff = STAFF.equals(step.provider());
        return new Entry(step.at(), "timeline.step." + step.state().name(), "",
                byStaff || step.reason() == null ? null : step.reason().name(), byStaff ? null : step.provider(),
                step.providerDetail(),
                step.attempt(), null, null);
    }

    private static Entry plain(Instant at, String text, String of, @Nullable String reason) {
        return new Entry(at, text, of, reason, null, null, 0, null, null);
    }
}
