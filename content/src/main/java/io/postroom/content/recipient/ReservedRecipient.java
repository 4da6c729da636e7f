package io.postroom.content.recipient;

import io.postroom.content.Checked;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Recipients that can be nobody's, and what becomes of whatever is written to them. A number of the range that Ofcom keeps free
 * for drama, a mailbox under {@code .invalid}, which RFC 2606 keeps free, and an addressee whom nobody can be called: fixed
 * here and by no configuration, so that no message to a person can ever be taken for one.
 */
public enum ReservedRecipient {
    /** Everything arrives. */
    DELIVERED("447700900801"),
    /** Nothing arrives. */
    FAILED("447700900802"),
    /** Nobody ever learns what became of it. */
    UNKNOWN("447700900803");

    private static final String DOMAIN = "@postroom.invalid";
    private static final String ADDRESSEE = "postroom reserved recipient: ";

    private final String number;

    ReservedRecipient(String number) {
        this.number = number;
    }

    /** The one that has this telephone number, however it is written. */
    public static Optional<ReservedRecipient> ofNumber(String number) {
        return PhoneNumber.any(number, false) instanceof Checked.Valid<PhoneNumber>(PhoneNumber parsed)
                ? first(one -> one.number.equals(parsed.reveal()))
                : Optional.empty();
    }

    /** The one that has this e-mail address, in capitals or not. */
    public static Optional<ReservedRecipient> ofMailbox(String address) {
        return first(one -> (one.word() + DOMAIN).equalsIgnoreCase(address.strip()));
    }

    /** The one that a letter with these lines is addressed to: the first line says so, whatever stands below. */
    public static Optional<ReservedRecipient> ofAddress(List<String> lines) {
        return lines.isEmpty()
                ? Optional.empty()
                : first(one -> (ADDRESSEE + one.word()).equalsIgnoreCase(lines.getFirst().strip()));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Optional<ReservedRecipient> first(Predicate<ReservedRecipient> matches) {
        return Stream.of(values()).filter(matches).findFirst();
    }
}
