package io.postroom.local.cli;

import io.postroom.local.outside.ledger.Accepted;
import io.postroom.local.outside.ledger.AcceptedEmail;
import io.postroom.local.outside.ledger.AcceptedLetter;
import io.postroom.local.outside.ledger.AcceptedText;

/** Shows enough of an address to recognise one's own example, and too little to read it off a screen. */
final class Mask {
    private static final String DOTS = "•••";

    private Mask() {}

    static String of(Accepted accepted) {
        return switch (accepted) {
            case AcceptedText text -> DOTS + text.to().substring(Math.max(0, text.to().length() - 3));
            case AcceptedEmail email -> email.to().isEmpty() ? DOTS : mailbox(email.to().getFirst());
            case AcceptedLetter letter ->
                letter.address().isEmpty() ? DOTS : DOTS + " " + outward(letter.address().getLast());
        };
    }

    private static String mailbox(String address) {
        int at = address.lastIndexOf('@');
        return at < 1 ? DOTS : address.charAt(0) + DOTS + address.substring(at);
    }

    /** The half of a postcode that names a town and not a street. */
    private static String outward(String line) {
        return line.replaceFirst("\\s.*$", "");
    }
}
