package io.postroom.local.outside.mail;

import java.io.IOException;
import java.util.function.BiConsumer;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.internal.command.MailCommand;
import org.subethamail.smtp.internal.command.ReceiptCommand;
import org.subethamail.smtp.internal.server.BaseCommand;
import org.subethamail.smtp.internal.server.Command;
import org.subethamail.smtp.internal.server.HelpMessage;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;

/** Teaches the SMTP library RFC 3461: offers {@code DSN}, and notes {@code ENVID} and {@code NOTIFY}. */
final class DsnExtension {
    private DsnExtension() {}

    static void install(SMTPServer server) {
        server.getCommandHandler().addCommand(new Greeting());
        server.getCommandHandler().addCommand(new Noting("MAIL", new MailCommand(), Envelope::mailParameters));
        server.getCommandHandler().addCommand(new Noting("RCPT", new ReceiptCommand(), Envelope::recipientParameters));
    }

    private static final class Greeting extends BaseCommand {
        Greeting() {
            super("EHLO", "Introduce yourself.", "<hostname>");
        }

        @Override
        public void execute(String command, Session session) throws IOException {
            String[] words = getArgs(command);
            if (words.length < 2) {
                session.sendResponse("501 Syntax: EHLO hostname");
                return;
            }
            session.resetMailTransaction();
            session.setHelo(words[1]);
            session.sendResponse("250-" + session.getServer().getHostName() + "\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n"
                    + "250-SIZE " + session.getServer().getMaxMessageSize() + "\r\n250 DSN");
        }
    }

    /** The library's command, and then what it leaves out. */
    private record Noting(String name, Command command, BiConsumer<Envelope, String> note) implements Command {
        @Override
        public void execute(String line, Session session) throws IOException, DropConnectionException {
            int before = recipients(session);
            command.execute(line, session);
            boolean accepted = !name.equals("RCPT") || recipients(session) > before;
            if (accepted && session.isMailTransactionInProgress()
                    && session.getMessageHandler() instanceof MailTransaction transaction) {
                note.accept(transaction.envelope(), line);
            }
        }

        private static int recipients(Session session) {
            return session.getRecipientCount();
        }

        @Override
        public HelpMessage getHelp() {
            return new HelpMessage(name, "See RFC 5321 and RFC 3461.");
        }

        @Override
        public String getName() {
            return name;
        }
    }
}
