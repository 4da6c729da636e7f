package io.postroom.emailworker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.postroom.content.Checked;
import io.postroom.content.Language;
import io.postroom.content.email.EmailRenderer;
import io.postroom.content.email.RenderedEmail;
import io.postroom.content.recipient.EmailAddress;
import io.postroom.schemas.v1.EmailRequest;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage.RecipientType;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the message of a request (RFC 5322, 2045 to 2047). Safe for use by any thread. */
final class EmailComposer {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String messageIdDomain;
    private final Timer rendering;

    EmailComposer(String messageIdDomain, MeterRegistry meters) {
        this.messageIdDomain = messageIdDomain;
        this.rendering = Timer.builder("postroom.template.render").tag("channel", "email")
                .description("From an e-mail's Markdown to its plain text and HTML").register(meters);
    }

    /** An address of the request is none. Says which, never what it is. */
    static final class BadAddressException extends Exception {
        private static final long serialVersionUID = 1L;

        BadAddressException(String which) {
            super(which);
        }
    }

    /** The recipient's address as mail servers take it. */
    static EmailAddress recipient(EmailRequest request) throws BadAddressException {
        return address(request.getTo(), "recipient");
    }

    OutgoingEmail compose(Session session, EmailRequest request) throws MessagingException, BadAddressException {
        UUID id = request.getIdentity().getNotificationId();
        Language language = language(request);
        RenderedEmail rendered = rendering
                .record(() -> EmailRenderer.render(request.getSubject(), request.getMarkdown(), language));

        OutgoingEmail message = new OutgoingEmail(session, "<" + id + "@" + messageIdDomain + ">");
        message.setFrom(mailbox(address(request.getFromAddress(), "sender"), request.getFromName()));
        String replyTo = request.getReplyTo();
        if (replyTo != null) {
            message.setReplyTo(new InternetAddress[]{mailbox(address(replyTo, "reply-to"), null)});
        }
        message.setRecipient(RecipientType.TO, mailbox(recipient(request), null));
        message.setSubject(rendered.subject(), UTF_8);
        message.setSentDate(Date.from(request.getIdentity().getCreatedAt()));
        message.setContentLanguage(new String[]{language.tag()});
        // RFC 3834: no answers by machines to a machine's message; the second is what Exchange heeds.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        // RFC 2046, 5.1.4: the plainest first, the best last.
        message.setContent(new MimeMultipart("alternative", part(rendered.plainText(), "plain"),
                part(rendered.html(), "html")));
        message.saveChanges();
        return message;
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, subtype);
        // Lines of any length and letters of any language, whatever the servers on the way can do.
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    private static InternetAddress mailbox(EmailAddress address, @Nullable String name) throws MessagingException {
        InternetAddress mailbox = new InternetAddress(address.revealForTransport(), true);
        if (name != null && !name.isBlank()) {
            try {
                // A control character could end the header line.
                mailbox.setPersonal(name.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip(), UTF_8);
            } catch (UnsupportedEncodingException e) {
                throw new IllegalStateException("This JVM has no UTF-8.", e);
            }
        }
        return mailbox;
    }

    private static EmailAddress address(String text, String which) throws BadAddressException {
        return switch (EmailAddress.parse(text)) {
            case Checked.Valid<EmailAddress>(EmailAddress address) -> address;
            case Checked.Invalid<EmailAddress> ignored -> throw new BadAddressException(which);
        };
    }

    private static Language language(EmailRequest request) {
        return switch (request.getIdentity().getLanguage()) {
            case CY -> Language.CY;
            case EN, UNRECOGNISED -> Language.EN;
        };
    }
}
