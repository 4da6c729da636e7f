package io.postroom.rules.decision;

import io.postroom.schemas.v1.StatusReason;
import java.util.List;

/** What one rule makes of an event. */
public sealed interface RuleDecision {

    /** The rule. */
    String ruleId();

    /** It is about this event; this becomes of each recipient and channel. */
    record Matched(String ruleId, List<RecipientDecision> recipients) implements RuleDecision {
        public Matched {
            recipients = List.copyOf(recipients);
        }
    }

    /** Its condition does not hold. */
    record NotMatched(String ruleId, StatusReason reason) implements RuleDecision {}

    /** Its condition could not be evaluated. The detail names fields, never a value. */
    record Errored(String ruleId, StatusReason reason, String detail) implements RuleDecision {}

    /** The event is older than the rule's messages may be. */
    record Expired(String ruleId, StatusReason reason) implements RuleDecision {}
}
