package io.postroom.local.outside.mail;

import io.postroom.local.outside.support.Later;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivery status notifications, RFC 3464, sent by SMTP to the envelope's sender.
 *
 * <p>As at a real relay, a report that is not taken is offered again: every two seconds, for an hour. Nothing is
 * reported about mail without an envelope sender.
 */
final class DeliveryReports {
    private static final Logger log = LoggerFactory.getLogger(DeliveryReports.class);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final int ATTEMPTS = 1_800;
    private static final Duration DELAY = Duration.ofSeconds(1);

    private enum Report {
        DELIVERED("delivered", "2.0.0", "250 2.0.0 delivered"), DELAYED("delayed", "4.4.1",
                "421 4.4.1 no answer from host"), FAILED("failed", "5.1.1", "550 5.1.1 no such mailbox");

        private final String action;
        private final String status;
        private final String diagnostic;

        Report(String action, String status, String diagnostic) {
            this.action = action;
            this.status = status;
            this.diagnostic = diagnostic;
        }
    }

    private final Later later;
    private final Clock clock;
    private volatile @Nullable InetSocketAddress listener;

    DeliveryReports(Later later, Clock clock) {
        this.later = later;
        this.clock = clock;
    }

    void routeTo(InetSocketAddress address) {
        this.listener = address;
    }

    /** Reports what becomes of a mail for one recipient, as far as a report was asked for. */
    void report(Envelope envelope, Envelope.Recipient recipient) {
        if (envelope.sender().isEmpty()) {
            return;
        }
        switch (MailOutcome.of(recipient.address())) {
            case DELIVERED, GREYLISTED, CONNECTION_LOST, SLOW -> success(envelope, recipient);
            case BOUNCED -> {
                if (recipient.wantsFailure()) {
                    send(envelope, recipient, Report.FAILED, ATTEMPTS);
                }
            }
            case DELAYED -> {
                if (recipient.wantsDelay()) {
                    send(envelope, recipient, Report.DELAYED, ATTEMPTS);
                }
                later.in(DELAY, () -> success(envelope, recipient));
            }
            case NO_REPORT, UNKNOWN, MAILBOX_FULL, POLICY, TOO_BIG -> {
            }
        }
    }

    private void success(Envelope envelope, Envelope.Recipient recipient) {
        if (recipient.wantsSuccess()) {
            send(envelope, recipient, Report.DELIVERED, ATTEMPTS);
        }
    }

    private void send(Envelope envelope, Envelope.Recipient recipient, Report report, int attempts) {
        InetSocketAddress to = listener;
        if (to == null || !taken(to, envelope, text(envelope, recipient, report))) {
            if (attempts > 1) {
                later.in(AGAIN, () -> send(envelope, recipient, report, attempts - 1));
            } else {
                log.warn("A delivery report was given up: nobody took it for an hour.");
            }
        }
    }

    private static boolean taken(InetSocketAddress to, Envelope envelope, String text) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", to.getHostString());
        properties.put("mail.smtp.port", Integer.toString(to.getPort()));
        properties.put("mail.smtp.connectiontimeout", "5000");
        properties.put("mail.smtp.timeout", "30000");
        properties.put("mail.smtp.localhost", "relay.postroom.invalid");
        // RFC 3464 §2: a report has the null reverse-path, so that it is never reported on itself.
        properties.put("mail.smtp.from", "<>");
        Session session = Session.getInstance(properties);
        try {
            MimeMessage message = new MimeMessage(session,
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            Transport.send(message, new InternetAddress[]{new InternetAddress(envelope.sender())});
            return true;
        } catch (MessagingException e) {
            log.atDebug().addKeyValue("error", e.getClass().getName()).log("A delivery report was not taken.");
            return false;
        }
    }

    private String text(Envelope envelope, Envelope.Recipient recipient, Report report) {
        String now = DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
        String envelopeId = envelope.envelopeId().isEmpty()
                ? ""
                : "Original-Envelope-Id: " + envelope.envelopeId() + "\n";
        return """
            From: Mail Delivery System <MAILER-DAEMON@relay.postroom.invalid>
            To: <%s>
            Subject: Delivery report
            Date: %s
            MIME-Version: 1.0
            Auto-Submitted: auto-replied
            Content-Type: multipart/report; report-type=delivery-status; boundary="report"

            --report
            Content-Type: text/plain; charset=us-ascii

            Your message: %s.
            --report
            Content-Type: message/delivery-status

            Reporting-MTA: dns; relay.postroom.invalid
            %s
            Final-Recipient: rfc822; %s
            Action: %s
            Status: %s
            Diagnostic-Code: smtp; %s
            Last-Attempt-Date: %s

            --report--
            """.formatted(envelope.sender(), now, report.action, envelopeId, recipient.address(), report.action,
                report.status, report.diagnostic, now).replace("\n", "\r\n");
    }
}
