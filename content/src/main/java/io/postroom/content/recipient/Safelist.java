package io.postroom.content.recipient;

import io.postroom.content.Checked;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The only recipients that a service may send to while it is tried out. Entries and recipients are compared in their
 * canonical form, so spelling does not matter. Entries that are neither a number nor an e-mail address match nobody and
 * are no problem; there may be any number. An empty list allows nobody.
 */
public final class Safelist {

    private final Set<PhoneNumber> numbers = new HashSet<>();
    private final Set<EmailAddress> addresses = new HashSet<>();

    /** A list of telephone numbers of any country and e-mail addresses. */
    public Safelist(Collection<String> entries) {
        for (String entry : entries) {
            if (PhoneNumber.any(entry, false) instanceof Checked.Valid<PhoneNumber>(PhoneNumber number)) {
                numbers.add(number);
            } else if (EmailAddress.parse(entry) instanceof Checked.Valid<EmailAddress>(EmailAddress address)) {
                addresses.add(address);
            }
        }
    }

    /** Whether a text may go to this number. */
    public boolean allows(PhoneNumber number) {
        return numbers.contains(number);
    }

    /** Whether an e-mail may go to this address. */
    public boolean allows(EmailAddress address) {
        return addresses.contains(address);
    }

    @Override
    public String toString() {
        return "Safelist[•••]";
    }
}
