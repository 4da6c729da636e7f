package io.postroom.content.sheet;

import io.postroom.content.Checked;
import io.postroom.content.recipient.EmailAddress;
import io.postroom.content.recipient.PhoneNumber;
import io.postroom.content.recipient.PhoneNumberOptions;
import io.postroom.content.recipient.Safelist;
import io.postroom.content.template.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds up rows while they are read, so that whoever stores them on the way checks each row once. Keeps a hash of each good
 * row and none of its text. For one thread.
 */
public final class SummaryCollector {

    private static final PhoneNumberOptions ANY = new PhoneNumberOptions(true, true);

    private final SheetOptions options;
    private final Map<RowProblem.Kind, Integer> problems = new EnumMap<>(RowProblem.Kind.class);
    private final Map<Fingerprint, Integer> firstRows = new HashMap<>();
    private final List<SheetSummary.Duplicate> duplicates = new ArrayList<>();
    private int goodRows;
    private long parts;
    private int international;
    private int notAllowed;

    /** Half of a SHA-256 of recipient and content: a hundred thousand e-mails would not fit in memory. */
    private record Fingerprint(long high, long low) {
        static Fingerprint of(String recipient, String content) {
            try {
                MessageDigest sha = MessageDigest.getInstance("SHA-256");
                sha.update(recipient.getBytes(StandardCharsets.UTF_8));
                sha.update((byte) 0);
                ByteBuffer hash = ByteBuffer.wrap(sha.digest(content.getBytes(StandardCharsets.UTF_8)));
                return new Fingerprint(hash.getLong(), hash.getLong());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has SHA-256.", e);
            }
        }
    }

    /** Adds up the rows of a sheet that is read with these options. */
    public SummaryCollector(SheetOptions options) {
        this.options = options;
    }

    /**
     * Adds a row.
     *
     * @return the number of the first row with the same recipient and content, or null when this is the first
     */
    public @Nullable Integer add(SheetRow row) {
        row.problems().stream().map(RowProblem::kind).distinct()
                .forEach(kind -> problems.merge(kind, 1, Integer::sum));
        Message message = row.message();
        String recipient = row.canonicalRecipient();
        if (message == null || recipient == null) {
            return null;
        }
        goodRows++;
        String content = switch (message) {
            case Message.SmsMessage sms -> {
                parts += sms.count().parts();
                checkNumber(recipient);
                yield sms.text();
            }
            case Message.EmailMessage email -> {
                parts++;
                checkAddress(recipient);
                yield email.subject() + "\n" + email.markdown();
            }
            case Message.LetterMessage letter -> {
                parts++;
                yield letter.subject() + "\n" + letter.markdown();
            }
        };
        Integer earlier = firstRows.putIfAbsent(Fingerprint.of(recipient, content), row.number());
        if (earlier != null) {
            duplicates.add(new SheetSummary.Duplicate(row.number(), earlier));
        }
        return earlier;
    }

    private void checkNumber(String canonical) {
        Safelist safelist = options.safelist();
        if (canonical.startsWith("44") && safelist == null) {
            return;
        }
        if (PhoneNumber.parse("+" + canonical, ANY) instanceof Checked.Valid<PhoneNumber>(PhoneNumber number)) {
            international += number.isInternational() && !number.isCrownDependency() ? 1 : 0;
            notAllowed += safelist == null || safelist.allows(number) ? 0 : 1;
        }
    }

    private void checkAddress(String canonical) {
        Safelist safelist = options.safelist();
        if (safelist != null
                && EmailAddress.parse(canonical) instanceof Checked.Valid<EmailAddress>(EmailAddress address)
                && !safelist.allows(address)) {
            notAllowed++;
        }
    }

    /** What the rows so far come to. */
    public SheetSummary summary() {
        return new SheetSummary(goodRows, parts, international, notAllowed, problems, duplicates);
    }
}
