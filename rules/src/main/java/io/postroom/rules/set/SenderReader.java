package io.postroom.rules.set;

import io.postroom.content.Checked;
import io.postroom.content.Problem;
import io.postroom.content.recipient.EmailAddress;
import io.postroom.content.sms.SenderName;
import io.postroom.rules.yaml.Entry;
import io.postroom.rules.yaml.Section;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads in whose name a service writes. */
final class SenderReader {
    private static final Pattern NAME_AND_ADDRESS = Pattern.compile("\"?([^\"<>]*?)\"?\\s*<([^<>]+)>");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{3,15}");

    private SenderReader() {}

    static Senders read(@Nullable Entry entry) {
        Section section = entry == null ? null : entry.section();
        if (section == null) {
            return Senders.NONE;
        }
        section.allow(List.of("sms", "email"));
        Entry sms = section.entry("sms");
        Entry email = section.entry("email");
        return new Senders(sms == null ? null : text(sms), email == null ? null : email(email));
    }

    private static Sender.@Nullable Text text(Entry entry) {
        String name = entry.text();
        if (name == null) {
            return null;
        }
        if (NUMBER.matcher(name).matches()) {
            return new Sender.Text(name.startsWith("+") ? name.substring(1) : name);
        }
        return switch (SenderName.parse(name)) {
            case Checked.Valid<SenderName>(SenderName checked) -> new Sender.Text(checked.name());
            case Checked.Invalid<SenderName>(List<Problem> problems) ->
                entry.wrong("is not a sender that texts can have: " + problems.getFirst().english());
        };
    }

    /** A name with an address, or these as {@code from} with a {@code replyTo}. */
    private static Sender.@Nullable Email email(Entry entry) {
        if (!entry.isSection()) {
            return from(entry, null);
        }
        Section section = entry.section();
        if (section == null) {
            return null;
        }
        section.allow(List.of("from", "replyTo"));
        Entry from = section.required("from", "the name and address that e-mails come from");
        Entry replyTo = section.entry("replyTo");
        EmailAddress answers = replyTo == null ? null : address(replyTo, replyTo.text());
        return from == null ? null : from(from, answers);
    }

    private static Sender.@Nullable Email from(Entry entry, @Nullable EmailAddress replyTo) {
        String text = entry.text();
        if (text == null) {
            return null;
        }
        Matcher matcher = NAME_AND_ADDRESS.matcher(text);
        boolean named = matcher.matches();
        EmailAddress address = address(entry, named ? matcher.group(2) : text);
        String name = named && !matcher.group(1).isBlank() ? matcher.group(1).strip() : null;
        return address == null ? null : new Sender.Email(name, address, replyTo);
    }

    private static @Nullable EmailAddress address(Entry entry, @Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (EmailAddress.parse(text.strip())) {
            case Checked.Valid<EmailAddress>(EmailAddress address) -> address;
            case Checked.Invalid<EmailAddress> ignored ->
                entry.wrong("must be an e-mail address, or a name with one: My service <no-reply@example.gov.uk>");
        };
    }
}
