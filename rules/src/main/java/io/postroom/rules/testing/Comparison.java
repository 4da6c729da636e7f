package io.postroom.rules.testing;

import io.postroom.rules.decision.PlannedMessage;
import io.postroom.rules.decision.RecipientDecision;
import io.postroom.rules.decision.RuleDecision;
import io.postroom.rules.decision.ServiceDecision;
import io.postroom.schemas.v1.StatusReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares what was decided with what a test expects: every message of the one must be in the other. */
final class Comparison {
    private final List<Sent> sent = new ArrayList<>();
    private final List<NotSent> notSent = new ArrayList<>();

    /** A message, and the rule that it comes from. */
    record Sent(String rule, PlannedMessage message) {}

    /** Where no message comes from, and why. */
    record NotSent(@Nullable String rule, RecipientDecision.@Nullable Subject subject, StatusReason reason,
            @Nullable String detail) {

        @Override
        public String toString() {
            return (rule == null ? "" : rule + ": ") + (subject == null ? "" : subject.role() + " ")
                    + Expectation.word(reason) + (detail == null ? "" : " (" + detail + ")");
        }
    }

    Comparison(List<ServiceDecision> decisions) {
        for (ServiceDecision decision : decisions) {
            switch (decision) {
                case ServiceDecision.Ruled ruled -> ruled.rules().forEach(this::add);
                case ServiceDecision.Asked asked -> asked.recipients().forEach(one -> add("", one));
                case ServiceDecision.Refused refused ->
                    notSent.add(new NotSent(null, null, refused.reason(), refused.detail()));
            }
        }
        if (decisions.isEmpty()) {
            notSent.add(new NotSent(null, null, StatusReason.NO_MATCHING_RULE, null));
        }
    }

    private void add(RuleDecision decision) {
        switch (decision) {
            case RuleDecision.Matched(String rule, var recipients) -> recipients.forEach(one -> add(rule, one));
            case RuleDecision.NotMatched(String rule, StatusReason reason) ->
                notSent.add(new NotSent(rule, null, reason, null));
            case RuleDecision.Errored(String rule, StatusReason reason, String detail) ->
                notSent.add(new NotSent(rule, null, reason, detail));
            case RuleDecision.Expired(String rule, StatusReason reason) ->
                notSent.add(new NotSent(rule, null, reason, null));
        }
    }

    private void add(String rule, RecipientDecision decision) {
        switch (decision) {
            case RecipientDecision.Send(PlannedMessage message) -> sent.add(new Sent(rule, message));
            case RecipientDecision.Suppressed(var subject, StatusReason reason, var detail) ->
                notSent.add(new NotSent(rule, subject, reason, detail));
            case RecipientDecision.Failed(var subject, StatusReason reason, var detail) ->
                notSent.add(new NotSent(rule, subject, reason, detail));
        }
    }

    List<String> failures(List<Expectation> expected) {
        List<String> failures = new ArrayList<>();
        List<Sent> left = new ArrayList<>(sent);
        for (Expectation expectation : expected) {
            if (expectation.because() != null) {
                expectReason(expectation, failures);
            } else if (!takeMatch(expectation, left)) {
                failures.add("Expected and not sent: " + MessageText.describe(expectation)
                        + nearest(expectation, left));
            }
        }
        left.forEach(message -> failures.add("Sent and not expected: " + MessageText.describe(message)));
        if (!failures.isEmpty() && !notSent.isEmpty()) {
            failures.add("Not sent: " + String.join("; ", notSent.stream().map(NotSent::toString).toList()));
        }
        return failures;
    }

    private static boolean takeMatch(Expectation expectation, List<Sent> left) {
        for (Sent message : left) {
            if (MessageText.differences(expectation, message).isEmpty()) {
                left.remove(message);
                return true;
            }
        }
        return false;
    }

    private static String nearest(Expectation expectation, List<Sent> left) {
        List<String> least = null;
        for (Sent message : left) {
            List<String> differences = MessageText.differences(expectation, message);
            if (least == null || differences.size() < least.size()) {
                least = differences;
            }
        }
        return least == null ? "" : "\n    nearest differs: " + String.join("; ", least);
    }

    private void expectReason(Expectation expectation, List<String> failures) {
        boolean found = notSent.stream().anyMatch(none -> none.reason() == expectation.because()
                && (expectation.rule() == null || expectation.rule().equals(none.rule()))
                && (expectation.role() == null
                        || none.subject() != null && expectation.role().equals(none.subject().role()))
                && (expectation.channel() == null
                        || none.subject() != null && expectation.channel() == none.subject().channel()));
        if (!found) {
            failures.add("Expected nothing because of " + MessageText.describe(expectation)
                    + ", and that is not what happened.");
        }
    }
}
