package io.postroom.content.recipient;

import io.postroom.content.Checked;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The only recipients that a service may send to while it is tried out. Entries and recipients are compared in their
 * canonical form, so spelling does not matter. Entries that are neither a number nor an address match nobody and are no
 * problem; there may be any number. An empty list allows nobody.
 */
public final class Safelist {

    private static final PostalAddressOptions POST = new PostalAddressOptions(true);

    private final Set<PhoneNumber> numbers = new HashSet<>();
    private final Set<EmailAddress> addresses = new HashSet<>();
    private final Set<PostalAddress> postal = new HashSet<>();

    /**
     * A list of telephone numbers of any country, e-mail addresses, and postal addresses whose lines are separated by commas
     * or line ends.
     */
    public Safelist(Collection<String> entries) {
        entries.forEach(this::add);
    }

    /** Whether an entry can be on a list: a telephone number, an e-mail address or a postal address. */
    public static boolean understands(String entry) {
        return new Safelist(Set.of()).add(entry);
    }

    private boolean add(String entry) {
        if (PhoneNumber.any(entry, false) instanceof Checked.Valid<PhoneNumber>(PhoneNumber number)) {
            return numbers.add(number);
        }
        if (EmailAddress.parse(entry) instanceof Checked.Valid<EmailAddress>(EmailAddress address)) {
            return addresses.add(address);
        }
        return PostalAddress.parse(List.of(entry.split("[,\n]")),
                POST) instanceof Checked.Valid<PostalAddress>(PostalAddress address) && postal.add(address);
    }

    /** Whether a text may go to this number. */
    public boolean allows(PhoneNumber number) {
        return numbers.contains(number);
    }

    /** Whether an e-mail may go to this address. */
    public boolean allows(EmailAddress address) {
        return addresses.contains(address);
    }

    /** Whether a letter may go to this address. */
    public boolean allows(PostalAddress address) {
        return postal.contains(address);
    }

    /** How many people's numbers and addresses are on it. */
    public int size() {
        return numbers.size() + addresses.size() + postal.size();
    }

    @Override
    public String toString() {
        return "Safelist[•••]";
    }
}
