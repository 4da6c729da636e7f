package io.postroom.staffweb.readmodel;

import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the course of a notification out of the steps that were told of it. The result depends on which steps there are
 * and never on the order in which they were heard, nor on how often.
 *
 * <p>Steps count in the order of their time. A state only moves forward, except that a late receipt may turn
 * {@code UNKNOWN} or {@code FAILED} into {@code DELIVERED}, that {@code UNKNOWN} may become {@code FAILED} or go back to
 * {@code SENDING}, that {@code CREATED} may follow what ingest itself had ended: a rule was mended, and that what failed because its
 * attempts were spent may be {@code SENDING} or {@code SENT} again: its dead letter was redriven.
 */
public final class Steps {
    private static final Set<NotificationState> AFTER_UNKNOWN = EnumSet.of(NotificationState.DELIVERED,
            NotificationState.FAILED, NotificationState.SENDING);
    private static final Comparator<Step> ORDER = Comparator.comparing(Step::at)
            .thenComparing(step -> rank(step.state())).thenComparing(Step::state).thenComparing(Step::attempt);

    private Steps() {}

    /**
     * The steps as people tell them: like their times, but what a provider says of a message comes after what it was said of.
     * Networks date receipts to the minute, which is often before the message was handed over.
     */
    public static List<Step> story(Collection<Step> told) {
        return inOrder(told).stream().sorted(Comparator.<Step, Instant>comparing(step -> toldAt(step, told))
                .thenComparing(step -> rank(step.state()))).toList();
    }

    private static Instant toldAt(Step step, Collection<Step> told) {
        boolean receipt = !step.isIngestsOwn() && (step.state() == NotificationState.DELIVERED
                || step.state() == NotificationState.FAILED);
        return !receipt
                ? step.at()
                : told.stream().filter(other -> rank(other.state()) < rank(step.state())
                        && other.attempt() <= step.attempt()).map(Step::at).filter(at -> at.isAfter(step.at()))
                        .max(Comparator.naturalOrder()).orElse(step.at());
    }

    /** The steps in the order in which they count. */
    static List<Step> inOrder(Collection<Step> told) {
        return told.stream().filter(step -> step.state() != NotificationState.UNRECOGNISED).sorted(ORDER).toList();
    }

    /** The step at which the notification stands, or null where none is known. */
    public static @Nullable Step current(Collection<Step> told) {
        List<Step> course = course(told);
        return course.isEmpty() ? null : course.getLast();
    }

    /** The steps that moved it on, without those that came too late to matter. */
    static List<Step> course(Collection<Step> told) {
        List<Step> course = new ArrayList<>();
        for (Step step : inOrder(told)) {
            if (course.isEmpty() || mayFollow(course.getLast(), step.state())) {
                course.add(step);
            }
        }
        return course;
    }

    private static boolean mayFollow(Step current, NotificationState next) {
        return switch (current.state()) {
            case UNRECOGNISED -> true;
            case CREATED, HELD, SENDING, SENT -> rank(next) > rank(current.state());
            case UNKNOWN -> AFTER_UNKNOWN.contains(next);
            case FAILED -> next == NotificationState.DELIVERED || isMended(current, next) || isRedriven(current, next);
            case SUPPRESSED, EXPIRED -> isMended(current, next);
            case DELIVERED, CANCELLED -> false;
        };
    }

    /** A provider's clock may be minutes behind; only an end of ingest's own is followed by what ingest made later. */
    private static boolean isMended(Step current, NotificationState next) {
        return next == NotificationState.CREATED && current.isIngestsOwn();
    }

    private static boolean isRedriven(Step current, NotificationState next) {
        return current.reason() == StatusReason.RETRIES_SPENT
                && (next == NotificationState.SENDING || next == NotificationState.SENT);
    }

    private static int rank(NotificationState state) {
        return switch (state) {
            case UNRECOGNISED -> -1;
            case CREATED -> 0;
            case HELD -> 1;
            case SENDING -> 2;
            case SENT -> 3;
            case DELIVERED, FAILED, CANCELLED, EXPIRED, SUPPRESSED, UNKNOWN -> 4;
        };
    }
}
