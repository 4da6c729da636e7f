package io.postroom.content.sheet;

import io.postroom.content.Checked;
import io.postroom.content.recipient.EmailAddress;
import io.postroom.content.recipient.PhoneNumber;
import io.postroom.content.recipient.PhoneNumberOptions;
import io.postroom.content.recipient.Safelist;
import io.postroom.content.template.Message;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up rows. */
final class SummaryCollector {

    private static final PhoneNumberOptions ANY = new PhoneNumberOptions(true, true);

    private final SheetOptions options;
    private final Map<RowProblem.Kind, Integer> problems = new EnumMap<>(RowProblem.Kind.class);
    private final Map<String, Integer> firstRows = new HashMap<>();
    private final List<SheetSummary.Duplicate> duplicates = new ArrayList<>();
    private int goodRows;
    private long parts;
    private int international;
    private int notAllowed;

    SummaryCollector(SheetOptions options) {
        this.options = options;
    }

    void add(SheetRow row) {
        row.problems().stream().map(RowProblem::kind).distinct()
                .forEach(kind -> problems.merge(kind, 1, Integer::sum));
        Message message = row.message();
        String recipient = row.canonicalRecipient();
        if (message == null || recipient == null) {
            return;
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
        Integer earlier = firstRows.putIfAbsent(recipient + "\u0000" + content, row.number());
        if (earlier != null) {
            duplicates.add(new SheetSummary.Duplicate(row.number(), earlier));
        }
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

    SheetSummary summary() {
        return new SheetSummary(goodRows, parts, international, notAllowed, problems, duplicates);
    }
}
