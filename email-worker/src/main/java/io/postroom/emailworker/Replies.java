package io.postroom.emailworker;

import io.postroom.schemas.v1.StatusReason;
import io.postroom.worker.ProviderResult;
import java.time.Duration;

/** Verdicts on a relay's refusals. A policy or authentication code never makes an address suppressed. */
final class Replies {
    /** What the relay refused. */
    enum Step {
        /** MAIL: the sender. */
        SENDER,
        /** RCPT: the recipient. */
        RECIPIENT,
        /** DATA and the final dot: the message. */
        MESSAGE
    }

    private final Duration greylistWait;
    private final Duration throttleDelay;
    private final PolicyRefusals policy;

    Replies(Duration greylistWait, Duration throttleDelay, PolicyRefusals policy) {
        this.greylistWait = greylistWait;
        this.throttleDelay = throttleDelay;
        this.policy = policy;
    }

    ProviderResult verdict(Step step, Reply reply, String recipientDomain) {
        if (reply.passing()) {
            return passing(step, reply);
        }
        return switch (reply.code()) {
            // Authentication required, too weak, refused, encryption required (RFC 4954).
            case 530, 534, 535, 538 -> new ProviderResult.Configuration(reply.detail());
            default -> permanent(step, reply, recipientDomain);
        };
    }

    private ProviderResult passing(Step step, Reply reply) {
        EnhancedStatus enhanced = reply.enhanced();
        if (reply.code() == 454) {
            // Large relays say "throttling failure" with it.
            return new ProviderResult.Throttled(throttleDelay);
        }
        boolean greylisted = step == Step.RECIPIENT || enhanced != null && enhanced.aboutPolicy();
        return new ProviderResult.Transient(reply.detail(), greylisted ? greylistWait : null);
    }

    private ProviderResult permanent(Step step, Reply reply, String recipientDomain) {
        EnhancedStatus enhanced = reply.enhanced();
        if (enhanced != null && enhanced.aboutContent()) {
            return new ProviderResult.PermanentContent(reply.detail());
        }
        if (step == Step.SENDER) {
            return new ProviderResult.SenderRefused(reply.detail());
        }
        if (enhanced != null && enhanced.aboutPolicy()) {
            // One refusal says something of this message; many in a row, from many domains, something of the relay.
            return policy.refused(recipientDomain)
                    ? new ProviderResult.Configuration(reply.detail())
                    : new ProviderResult.PermanentContent(reply.detail());
        }
        if (enhanced != null && enhanced.unknownRecipient()) {
            return new ProviderResult.PermanentRecipient(StatusReason.UNKNOWN_RECIPIENT, reply.detail());
        }
        if (enhanced != null && enhanced.mailboxFull()) {
            return new ProviderResult.Transient(reply.detail(), greylistWait);
        }
        return switch (step) {
            // Without an enhanced code it may be the address or the relay's policy: not enough to suppress anybody.
            case RECIPIENT -> new ProviderResult.PermanentRecipient(StatusReason.RECIPIENT_REFUSED, reply.detail());
            case MESSAGE, SENDER -> new ProviderResult.PermanentContent(reply.detail());
        };
    }
}
