package io.postroom.emailworker;

import io.postroom.worker.ProviderResult;
import jakarta.mail.MessagingException;
import java.util.Locale;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Reads what the mail library threw. */
final class Refusals {
    private static final int SERVICE_CLOSES = 421;

    private final Replies replies;

    Refusals(Replies replies) {
        this.replies = replies;
    }

    /**
     * What became of the attempt.
     *
     * @param result           the result
     * @param connectionUsable whether the relay spoke, and goes on
     */
    record Verdict(ProviderResult result, boolean connectionUsable) {}

    /**
     * The verdict.
     *
     * @param thrown    what was thrown
     * @param written   whether everything up to the final dot was handed to the connection
     * @param recipient the recipient's domain
     */
    Verdict verdict(MessagingException thrown, boolean written, String recipient) {
        Refused refused = refused(thrown);
        if (refused == null || !refused.reply().passing() && !refused.reply().permanent()) {
            // No answer. Before the final dot the relay cannot have taken it; after it, nobody knows.
            return new Verdict(written
                    ? new ProviderResult.Unknown("connection lost after the final dot")
                    : ProviderResult.Transient.of("connection lost before the final dot"), false);
        }
        return new Verdict(replies.verdict(refused.step(), refused.reply(), recipient),
                refused.reply().code() != SERVICE_CLOSES);
    }

    private record Refused(Replies.Step step, Reply reply) {}

    /** The relay's reply is on one of a chain of exceptions; that of the recipient is the most telling. */
    private static @Nullable Refused refused(MessagingException thrown) {
        Refused found = null;
        for (Exception e = thrown; e instanceof MessagingException messaging; e = messaging.getNextException()) {
            if (e instanceof SMTPAddressFailedException failed) {
                return new Refused(Replies.Step.RECIPIENT, Reply.of(failed.getReturnCode(), failed.getMessage()));
            }
            if (e instanceof SMTPSenderFailedException failed) {
                return new Refused(Replies.Step.SENDER, Reply.of(failed.getReturnCode(), failed.getMessage()));
            }
            if (found == null && e instanceof SMTPSendFailedException failed) {
                found = new Refused(step(failed.getCommand()), Reply.of(failed.getReturnCode(), failed.getMessage()));
            }
        }
        return found;
    }

    private static Replies.Step step(String command) {
        String upper = command.toUpperCase(Locale.ROOT);
        if (upper.startsWith("MAIL")) {
            return Replies.Step.SENDER;
        }
        return upper.startsWith("RCPT") ? Replies.Step.RECIPIENT : Replies.Step.MESSAGE;
    }
}
