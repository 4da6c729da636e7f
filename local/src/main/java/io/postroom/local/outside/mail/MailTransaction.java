package io.postroom.local.outside.mail;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.Session;

/** One mail from {@code MAIL FROM} to the answer after the final dot. Used by its session's thread only. */
final class MailTransaction implements MessageHandler {
    /** Keeps a mail; answers only once it is kept. */
    interface Keep {
        void accept(Envelope envelope, byte[] source) throws IOException;
    }

    /** Says whether an address that is to be refused once was refused already. */
    interface Greylist {
        boolean passes(String address);
    }

    private final Session session;
    private final Keep keep;
    private final Greylist greylist;
    private final Envelope envelope = new Envelope();

    MailTransaction(Session session, Keep keep, Greylist greylist) {
        this.session = session;
        this.keep = keep;
        this.greylist = greylist;
    }

    Envelope envelope() {
        return envelope;
    }

    @Override
    public void from(String address) {
        envelope.sender(address);
    }

    @Override
    public void recipient(String address) throws RejectException {
        switch (MailOutcome.of(address)) {
            case UNKNOWN -> throw new RejectException(550, "5.1.1 No such mailbox");
            case MAILBOX_FULL -> throw new RejectException(452, "4.2.2 Mailbox full");
            case GREYLISTED -> {
                if (!greylist.passes(address)) {
                    throw new RejectException(451, "4.7.1 Try again later");
                }
            }
            case DELIVERED, POLICY, TOO_BIG, BOUNCED, DELAYED, CONNECTION_LOST, SLOW, NO_REPORT -> {
            }
        }
        envelope.add(address);
    }

    @Override
    public @Nullable String data(InputStream data) throws RejectException, IOException {
        byte[] source = data.readAllBytes();
        boolean silent = false;
        for (Envelope.Recipient recipient : envelope.recipients()) {
            switch (MailOutcome.of(recipient.address())) {
                case POLICY -> throw new RejectException(550, "5.7.1 Refused by policy");
                case TOO_BIG -> throw new RejectException(552, "5.3.4 Message too big");
                case CONNECTION_LOST -> silent = true;
                case SLOW -> pause();
                case DELIVERED, UNKNOWN, MAILBOX_FULL, GREYLISTED, BOUNCED, DELAYED, NO_REPORT -> {
                }
            }
        }
        keep.accept(envelope, source);
        if (silent) {
            session.closeSocket();
            throw new IOException("The connection is broken on purpose.");
        }
        return "2.0.0 Ok";
    }

    @Override
    public void done() {
        // Nothing is held beyond the transaction.
    }

    private static void pause() {
        try {
            Thread.sleep(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
