package io.postroom.local.outside.mail;

import java.util.Locale;

/** What becomes of an e-mail. The part of the address before the at sign chooses; every other address gets its mail. */
enum MailOutcome {
    /** Accepted, and reported as delivered. */
    DELIVERED(""),
    /** Refused at {@code RCPT TO}: 550 5.1.1. */
    UNKNOWN("unknown-user"),
    /** Refused at {@code RCPT TO}: 452 4.2.2. */
    MAILBOX_FULL("mailbox-full"),
    /** Refused once at {@code RCPT TO} with 451 4.7.1, then delivered. */
    GREYLISTED("greylisted"),
    /** Refused after the final dot: 550 5.7.1. */
    POLICY("policy"),
    /** Refused after the final dot: 552 5.3.4. */
    TOO_BIG("too-big"),
    /** Accepted, later reported as failed: 5.1.1. */
    BOUNCED("bounced"),
    /** Accepted, reported as delayed, then as delivered. */
    DELAYED("delayed"),
    /** Accepted; the connection breaks before the answer. */
    CONNECTION_LOST("connection-lost"),
    /** Accepted after five seconds. */
    SLOW("slow"),
    /** Accepted; no report ever comes. */
    NO_REPORT("no-report");

    private final String mailbox;

    MailOutcome(String mailbox) {
        this.mailbox = mailbox;
    }

    /** The outcome that an address stands for. */
    static MailOutcome of(String address) {
        int at = address.indexOf('@');
        String local = (at < 0 ? address : address.substring(0, at)).toLowerCase(Locale.ROOT);
        for (MailOutcome outcome : values()) {
            if (outcome != DELIVERED && outcome.mailbox.equals(local)) {
                return outcome;
            }
        }
        return DELIVERED;
    }
}
