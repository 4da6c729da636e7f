package io.postroom.rules.testing;

import io.postroom.rules.RuleBook;
import io.postroom.rules.decision.Fallbacks;
import io.postroom.rules.decision.PlannedMessage;
import io.postroom.rules.decision.RecipientDecision;
import io.postroom.rules.decision.RuleDecision;
import io.postroom.rules.decision.ServiceDecision;
import io.postroom.rules.decision.Suppressions;
import io.postroom.rules.testing.Comparison.NotSent;
import io.postroom.rules.testing.Comparison.Sent;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a test come to, on a clock that jumps from one thing that happens to the next. At the end it jumps
 * past everything that still waits.
 */
final class Timeline {
    private final String service;
    private final RuleBook book;
    private final List<Sent> sent = new ArrayList<>();
    private final List<NotSent> notSent = new ArrayList<>();
    private final List<Sent> waiting = new ArrayList<>();
    private final Withdrawals withdrawals = new Withdrawals();
    private final Reports reports = new Reports();
    private final Collections collections = new Collections();
    private final Counts counts = new Counts();
    private Instant clock = Instant.MIN;

    Timeline(String service, RuleBook book) {
        this.service = service;
        this.book = book;
    }

    /** Why the step cannot be; null when it can. */
    @Nullable
    String happens(TestStep step) {
        return switch (step) {
            case TestStep.Event event -> {
                happens(event);
                yield null;
            }
            case TestStep.Report report -> heard(report);
        };
    }

    private @Nullable String heard(TestStep.Report report) {
        Instant after = report.after() == null ? clock : clock.plus(report.after());
        clock = report.at() == null ? after : report.at();
        passTo(clock);
        List<Sent> meant = sent.stream()
                .filter(one -> report.channel() == null || report.channel() == one.message().channel())
                .filter(one -> report.rule() == null || report.rule().equals(one.rule())).toList();
        if (meant.isEmpty()) {
            return "A report is about a message that has not gone out by " + clock + ".";
        }
        add(reports.instead(meant.getLast(), report, clock));
        return null;
    }

    private void add(@Nullable Sent next) {
        if (next != null) {
            waiting.add(next);
        }
    }

    private void happens(TestStep.Event step) {
        CaseEvent event = event(step);
        Instant now = step.at() == null ? event.getTime() : step.at();
        passTo(now);
        List<ServiceDecision> decisions = book.decide(Set.of(service), event, now);
        decisions.forEach(decision -> take(decision, event, now));
        if (decisions.isEmpty()) {
            notSent.add(new NotSent(null, null, StatusReason.NO_MATCHING_RULE, null));
        }
        clock = now;
    }

    /** What came of everything. */
    Comparison end() {
        passTo(Instant.MAX);
        return new Comparison(sent, notSent);
    }

    /** An event that follows after a time happens then. */
    private CaseEvent event(TestStep.Event step) {
        return step.after() == null
                ? step.event()
                : CaseEvent.newBuilder(step.event()).setTime(clock.plus(step.after())).build();
    }

    private void passTo(Instant now) {
        // One by one, since what does not go out in time may put another in the line.
        for (Instant next = next(now); next != null; next = next(now)) {
            Collections.Open over = collections.over(next);
            if (over != null) {
                close(over, next);
            } else {
                Sent due = Objects.requireNonNull(first(next));
                waiting.remove(due);
                release(due);
            }
        }
    }

    /** When something happens next, until a moment; null for not before. */
    private @Nullable Instant next(Instant until) {
        Instant closes = collections.nextClose();
        Sent due = first(until);
        Instant at = closes == null || due != null && due.at().isBefore(closes)
                ? due == null ? null : due.at()
                : closes;
        return at == null || at.isAfter(until) ? null : at;
    }

    /** What was collected becomes a message. */
    private void close(Collections.Open over, Instant now) {
        for (RecipientDecision decision : book.decide(service, over.collected(), now, Suppressions.NONE)) {
            if (decision instanceof RecipientDecision.Send(PlannedMessage message, Fallbacks fallbacks, var done)) {
                wait(over.collected().ruleId(), message, fallbacks, now);
            } else {
                take(over.collected().ruleId(), decision, over.collected().first(), now);
            }
        }
    }

    /** What is too much for an hour waits for a person, and nobody is there in a test. */
    private void wait(String rule, PlannedMessage message, Fallbacks fallbacks, Instant now) {
        if (counts.isTooMany(rule, message, now)) {
            notSent.add(new NotSent(rule, subject(message), StatusReason.BLAST_LIMIT, null));
        } else {
            waiting.add(new Sent(rule, message, message.dueAt(now)));
            reports.follow(message, fallbacks);
        }
    }

    private @Nullable Sent first(Instant now) {
        return waiting.stream().filter(message -> !message.at().isAfter(now)).min(Comparator.comparing(Sent::at))
                .orElse(null);
    }

    private void release(Sent due) {
        Instant expiresAt = due.message().expiresAt();
        StatusReason tooMuch = counts.tooMuch(due, sent);
        if (expiresAt == null || expiresAt.isAfter(due.at())) {
            if (tooMuch == null) {
                sent.add(due);
            } else {
                reports.drop(due.message().notificationId());
                notSent.add(new NotSent(due.rule(), subject(due.message()), tooMuch, null));
            }
        } else {
            notSent.add(new NotSent(due.rule(), subject(due.message()), StatusReason.TOO_OLD, null));
            add(reports.instead(due, NotificationState.EXPIRED, StatusReason.TOO_OLD, due.at()));
        }
    }

    private void take(ServiceDecision decision, CaseEvent event, Instant now) {
        switch (decision) {
            case ServiceDecision.Ruled ruled -> {
                ruled.rules().forEach(rule -> take(rule, event, now));
                withdrawals.take(ruled.withdrawals(), event).forEach(this::takeBack);
            }
            case ServiceDecision.Asked asked -> asked.recipients().forEach(one -> take("", one, event, now));
            case ServiceDecision.Refused refused ->
                notSent.add(new NotSent(null, null, refused.reason(), refused.detail()));
        }
    }

    private void take(RuleDecision decision, CaseEvent event, Instant now) {
        switch (decision) {
            case RuleDecision.Matched(String rule, var recipients) ->
                recipients.forEach(one -> take(rule, one, event, now));
            case RuleDecision.NotMatched(String rule, StatusReason reason) -> notSent(rule, reason, null);
            case RuleDecision.Errored(String rule, StatusReason reason, String detail) ->
                notSent(rule, reason, detail);
            case RuleDecision.Expired(String rule, StatusReason reason) -> notSent(rule, reason, null);
        }
    }

    private void notSent(String rule, StatusReason reason, @Nullable String detail) {
        notSent.add(new NotSent(rule, null, reason, detail));
    }

    private void take(String rule, RecipientDecision decision, CaseEvent event, Instant now) {
        switch (decision) {
            case RecipientDecision.Send(PlannedMessage message, Fallbacks fallbacks, var collectFor) -> {
                StatusReason withdrawn = withdrawals.of(rule, event);
                if (withdrawn == null && collectFor != null) {
                    UUID collected = collections.add(rule, message, event, collectFor, now);
                    withdrawals.made(rule, event, collected);
                } else if (withdrawn == null) {
                    wait(rule, message, fallbacks, now);
                    withdrawals.made(rule, event, message.notificationId());
                    fallbacks.steps().forEach(next -> withdrawals.made(rule, event, next.notificationId()));
                } else {
                    notSent.add(new NotSent(rule, subject(message), withdrawn, null));
                }
            }
            case RecipientDecision.Suppressed(var subject, StatusReason reason, var detail) ->
                notSent.add(new NotSent(rule, subject, reason, detail));
            case RecipientDecision.Failed(var subject, StatusReason reason, var detail) ->
                notSent.add(new NotSent(rule, subject, reason, detail));
        }
    }

    /** What has gone out cannot be taken back; what would have followed it can. */
    private void takeBack(UUID notificationId, StatusReason reason) {
        reports.drop(notificationId);
        Collections.Open collecting = collections.remove(notificationId);
        if (collecting != null) {
            notSent.add(new NotSent(collecting.collected().ruleId(), subject(collecting.message()), reason, null));
        }
        waiting.stream().filter(message -> message.message().notificationId().equals(notificationId)).findFirst()
                .ifPresent(message -> {
                    waiting.remove(message);
                    notSent.add(new NotSent(message.rule(), subject(message.message()), reason, null));
                });
    }

    private static RecipientDecision.Subject subject(PlannedMessage message) {
        return new RecipientDecision.Subject(message.role(), message.recipientReference(), message.channel(),
                message.notificationId());
    }
}
