package io.postroom.local.outside.sms;

import java.util.Arrays;

/**
 * What becomes of a text. The last two digits of the reserved numbers 07700 900901 to 07700 900912 choose; every other
 * number gets its text.
 */
enum SmsOutcome {
    /** Accepted, and reported as delivered. */
    DELIVERED(0),
    /** Refused at once: no such number ({@code ESME_RINVDSTADR}). */
    REFUSED(1),
    /** Refused twice with {@code ESME_RTHROTTLED}, then delivered. */
    THROTTLED_TWICE(2),
    /** Accepted and delivered, but the answer never comes. */
    NO_ANSWER(3),
    /** Accepted, later reported as {@code UNDELIV}. */
    UNDELIVERABLE(4),
    /** Accepted, later reported as {@code EXPIRED}: a phone that stayed off. */
    EXPIRED(5),
    /** Accepted after five seconds. */
    SLOW(6),
    /** Refused twice with {@code ESME_RSYSERR}, then delivered. */
    BROKEN_TWICE(7),
    /** Accepted; no receipt ever comes. */
    NO_RECEIPT(8),
    /** Accepted, later reported as {@code REJECTD}. */
    REJECTED(9),
    /** Accepted; the connection breaks before the answer. */
    CONNECTION_LOST(10),
    /** Refused for its sender ({@code ESME_RINVSRCADR}). */
    SENDER_REFUSED(11),
    /** Refused for its content ({@code ESME_RX_P_APPN}). */
    CONTENT_REFUSED(12);

    private static final String RESERVED = "4477009009";

    private final int ending;

    SmsOutcome(int ending) {
        this.ending = ending;
    }

    /** The outcome that a number stands for. */
    static SmsOutcome of(String number) {
        String digits = number.startsWith("+") ? number.substring(1) : number;
        if (digits.length() != RESERVED.length() + 2 || !digits.startsWith(RESERVED)) {
            return DELIVERED;
        }
        int ending = Integer.parseInt(digits.substring(RESERVED.length()));
        return Arrays.stream(values()).filter(outcome -> outcome.ending == ending).findFirst().orElse(DELIVERED);
    }
}
