package io.postroom.rules.decision;

import io.postroom.schemas.v1.StatusReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one service makes of an event or of a send request. */
public sealed interface ServiceDecision {

    /** The service. */
    String service();

    /** Content hash of the service's rules and templates, or null for a service that is not known. */
    @Nullable
    String rulesVersion();

    /** An event: what each rule makes of it that is written for its type, and what it takes back. */
    record Ruled(String service, String rulesVersion, List<RuleDecision> rules,
            List<Withdrawal> withdrawals) implements ServiceDecision {
        public Ruled {
            rules = List.copyOf(rules);
            withdrawals = List.copyOf(withdrawals);
        }
    }

    /** A send request: what becomes of each of its channels. */
    record Asked(String service, String rulesVersion,
            List<RecipientDecision> recipients) implements ServiceDecision {
        public Asked {
            recipients = List.copyOf(recipients);
        }
    }

    /** The event or request may not cause messages here, or came too late. The detail never quotes a value. */
    record Refused(String service, @Nullable String rulesVersion, StatusReason reason,
            @Nullable String detail) implements ServiceDecision {}
}
