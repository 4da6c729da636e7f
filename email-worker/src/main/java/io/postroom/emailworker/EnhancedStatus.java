package io.postroom.emailworker;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An enhanced status code (RFC 3463).
 *
 * @param type    2 success, 4 passing, 5 permanent
 * @param subject what it is about
 * @param detail  more of it
 */
record EnhancedStatus(int type, int subject, int detail) {
    private static final Pattern CODE = Pattern.compile("(?<![0-9.])([245])\\.([0-9]{1,3})\\.([0-9]{1,3})(?![0-9.])");

    /** The code at the beginning of a text, or null. */
    static @Nullable EnhancedStatus at(String text) {
        Matcher matcher = CODE.matcher(text);
        return matcher.lookingAt() ? of(matcher) : null;
    }

    private static EnhancedStatus of(Matcher matcher) {
        return new EnhancedStatus(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
    }

    private boolean is(int otherSubject, int otherDetail) {
        return subject == otherSubject && detail == otherDetail;
    }

    /** The address does not exist, or is no longer used. */
    boolean unknownRecipient() {
        // Bad mailbox, bad domain, bad syntax, moved, null MX (RFC 7505); mailbox disabled.
        return is(1, 1) || is(1, 2) || is(1, 3) || is(1, 6) || is(1, 10) || is(2, 1);
    }

    /** The mailbox is full. */
    boolean mailboxFull() {
        return is(2, 2);
    }

    /** The message is too big, or not of a form that can be delivered. */
    boolean aboutContent() {
        return is(2, 3) || is(3, 4) || subject == 6;
    }

    /** Security or policy. */
    boolean aboutPolicy() {
        return subject == 7;
    }

    @Override
    public String toString() {
        return type + "." + subject + "." + detail;
    }
}
