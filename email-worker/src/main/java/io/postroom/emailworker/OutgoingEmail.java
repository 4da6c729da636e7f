package io.postroom.emailworker;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/** A message that keeps its Message-ID, and knows whether it was written to the relay in full. */
final class OutgoingEmail extends SMTPMessage {
    private final String messageId;
    private boolean written;

    OutgoingEmail(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
        super.writeTo(out, ignored);
        written = true;
    }

    /** Whether everything up to the final dot was handed to the connection: from then on the relay may have taken it. */
    boolean written() {
        return written;
    }
}
