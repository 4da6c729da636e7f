package io.postroom.rules.testing;

import io.postroom.rules.decision.PlannedMessage;
import io.postroom.rules.decision.RecipientDecision;
import io.postroom.schemas.v1.StatusReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares what was decided with what a test expects: every message of the one must be in the other. */
final class Comparison {
    private final List<Sent> sent;
    private final List<NotSent> notSent;

    /** A message, the rule that it comes from, and when it goes out. */
    record Sent(String rule, PlannedMessage message, Instant at) {}

    /** Where no message comes from, and why. */
    record NotSent(@Nullable String rule, RecipientDecision.@Nullable Subject subject, StatusReason reason,
            @Nullable String detail) {

        @Override
        public String toString() {
            return (rule == null ? "" : rule + ": ") + (subject == null ? "" : subject.role() + " ")
                    + Expectation.word(reason) + (detail == null ? "" : " (" + detail + ")");
        }
    }

    Comparison(List<Sent> sent, List<NotSent> notSent) {
        this.sent = List.copyOf(sent);
        this.notSent = List.copyOf(notSent);
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
