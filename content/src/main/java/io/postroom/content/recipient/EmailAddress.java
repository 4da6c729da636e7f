package io.postroom.content.recipient;

import io.postroom.content.Checked;
import io.postroom.content.Problem;
import io.postroom.content.text.CharacterClasses;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address that mail can be sent to over the internet: the dot-atom form of RFC 5321 with an ASCII local part
 * and a domain of at least two labels, which may be international (IDNA 2003). Characters without width, non-breaking
 * spaces, and whitespace at the ends are dropped. At most 320 characters. Quoted local parts, comments, address
 * literals and display names are refused, since what people mean by them is nearly always a mistake.
 *
 * <p>The one problem is {@code not-an-email-address}.
 */
public final class EmailAddress {

    private static final int MAX_LENGTH = 320;
    private static final int MAX_HOST_LENGTH = 253;
    private static final int MAX_LABEL_LENGTH = 63;
    private static final Pattern LABEL = Pattern.compile("(?:xn|[a-z0-9]++)(?:-?-[a-z0-9]++)*+",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TOP_LEVEL = Pattern.compile("[a-z]{2,63}|xn--(?:[a-z0-9]++-)*+[a-z0-9]++",
            Pattern.CASE_INSENSITIVE);
    private static final String LOCAL_SIGNS = ".!#$%&'*+/=?^_`{|}~-";
    private static final Problem NOT_AN_ADDRESS = Problem.of("not-an-email-address", "Not a valid email address",
            "Nid yw’n gyfeiriad e-bost dilys");

    private final String value;
    private final String asciiHost;

    private EmailAddress(String value, String asciiHost) {
        this.value = value;
        this.asciiHost = asciiHost;
    }

    /** Reads an address as a person wrote it. */
    public static Checked<EmailAddress> parse(String text) {
        String value = CharacterClasses.clean(text);
        int at = value.indexOf('@');
        if (value.length() > MAX_LENGTH || at < 1 || value.contains("..") || !isLocalPart(value.substring(0, at))) {
            return Checked.invalid(NOT_AN_ADDRESS);
        }
        String host = asciiHost(value.substring(at + 1));
        return host == null ? Checked.invalid(NOT_AN_ADDRESS) : Checked.valid(new EmailAddress(value, host));
    }

    private static boolean isLocalPart(String local) {
        return local.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
                || LOCAL_SIGNS.indexOf(c) >= 0);
    }

    /** The host in the form that DNS knows, or null when there can be none of this name. */
    private static @Nullable String asciiHost(String host) {
        boolean spaced = host.codePoints().anyMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
        if (host.isEmpty() || host.startsWith(".") || host.indexOf('@') >= 0 || spaced) {
            return null;
        }
        String ascii;
        try {
            ascii = IDN.toASCII(host);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return null;
        }
        String[] labels = ascii.split("\\.", -1);
        if (ascii.length() > MAX_HOST_LENGTH || labels.length < 2) {
            return null;
        }
        for (String label : labels) {
            if (label.length() > MAX_LABEL_LENGTH || !LABEL.matcher(label).matches()) {
                return null;
            }
        }
        return TOP_LEVEL.matcher(labels[labels.length - 1]).matches() ? ascii : null;
    }

    /** The address as it was written, without what nobody sees. */
    public String reveal() {
        return value;
    }

    /** The address for a mail server: its host in ASCII (punycode), its local part as it was written. */
    public String revealForTransport() {
        return value.substring(0, value.indexOf('@') + 1) + asciiHost;
    }

    /** The one way of writing this address, for the key of a recipient: in lower case. */
    public String canonical() {
        return value.toLowerCase(Locale.ROOT);
    }

    /** Enough of the address to recognise it: the first character and the domain. */
    public String masked() {
        return value.charAt(0) + "•••" + value.substring(value.indexOf('@'));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmailAddress that && canonical().equals(that.canonical());
    }

    @Override
    public int hashCode() {
        return canonical().hashCode();
    }

    @Override
    public String toString() {
        return "•••";
    }
}
