package io.postroom.rules.testing;

import io.postroom.content.Channel;
import io.postroom.content.Checked;
import io.postroom.content.letter.LetterText;
import io.postroom.content.markdown.MarkdownEscape;
import io.postroom.content.recipient.EmailAddress;
import io.postroom.content.recipient.PhoneNumber;
import io.postroom.content.recipient.PhoneNumberOptions;
import io.postroom.content.recipient.PostalAddress;
import io.postroom.content.recipient.PostalAddressOptions;
import io.postroom.content.template.Message;
import io.postroom.rules.decision.Address;
import io.postroom.rules.testing.Comparison.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a message says, for comparing and for showing to the authors of rules. */
final class MessageText {
    private static final Pattern ESCAPED = Pattern.compile("\\\\([\\p{Punct}•])");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private MessageText() {}

    /** In what a message differs from what is expected. */
    static List<String> differences(Expectation expected, Sent sent) {
        List<String> differences = new ArrayList<>();
        differ(differences, "rule", expected.rule(), sent.rule());
        differ(differences, "role", expected.role(), sent.message().role());
        differ(differences, "channel", expected.channel(), sent.message().channel());
        differ(differences, "language", expected.language(), sent.message().language());
        differ(differences, "at", expected.at(), sent.at());
        differ(differences, "template", expected.template(), sent.message().templateId());
        if (expected.to() != null) {
            differ(differences, "to", canonical(expected.to(), sent.message().channel()),
                    sent.message().address().canonical());
        }
        differ(differences, "text", expected.text() == null ? null : oneLine(expected.text()),
                oneLine(body(sent.message().message())));
        differ(differences, "subject", expected.subject(), subject(sent.message().message()));
        String all = oneLine(subject(sent.message().message()) + "\n" + body(sent.message().message()));
        for (String part : expected.contains()) {
            if (!all.contains(oneLine(part))) {
                differences.add("it does not say '" + part + "'");
            }
        }
        for (String part : expected.lacks()) {
            if (all.contains(oneLine(part))) {
                differences.add("it says '" + part + "'");
            }
        }
        return differences;
    }

    private static void differ(List<String> differences, String what, @Nullable Object expected, Object actual) {
        if (expected != null && !Objects.equals(expected, actual)) {
            differences.add(what + " is '" + actual + "', expected '" + expected + "'");
        }
    }

    private static String canonical(String text, Channel channel) {
        return switch (channel) {
            case SMS -> canonical(PhoneNumber.parse(text, new PhoneNumberOptions(true, false))
                    .map(PhoneNumber::canonical), text);
            case EMAIL -> canonical(EmailAddress.parse(text).map(EmailAddress::canonical), text);
            case LETTER -> canonical(PostalAddress.parse(text, new PostalAddressOptions(true))
                    .map(PostalAddress::canonical), text);
        };
    }

    private static String canonical(Checked<String> address, String otherwise) {
        return address instanceof Checked.Valid<String>(String canonical) ? canonical : otherwise;
    }

    static String describe(Expectation expected) {
        List<String> parts = new ArrayList<>();
        add(parts, expected.because() == null ? null : Expectation.word(expected.because()));
        add(parts, expected.rule() == null ? null : "by rule " + expected.rule());
        add(parts, expected.channel() == null ? null : expected.channel().wireName());
        add(parts, expected.role());
        add(parts, expected.to() == null ? null : "to " + oneLine(expected.to()));
        add(parts, expected.at() == null ? null : "at " + expected.at());
        add(parts, expected.subject());
        add(parts, expected.text());
        return String.join(", ", parts);
    }

    static String describe(Sent sent) {
        String subject = subject(sent.message().message());
        return sent.message().channel().wireName() + " to " + address(sent.message().address()) + " by rule "
                + sent.rule() + " at " + sent.at() + ": " + (subject.isEmpty() ? "" : subject + " | ")
                + oneLine(body(sent.message().message()));
    }

    private static void add(List<String> parts, @Nullable String part) {
        if (part != null) {
            parts.add(part);
        }
    }

    private static String address(Address address) {
        return switch (address) {
            case Address.Phone(PhoneNumber number) -> number.revealForPeople();
            case Address.Email(EmailAddress email) -> email.reveal();
            case Address.Post(PostalAddress post) -> String.join(", ", post.reveal());
        };
    }

    private static String subject(Message message) {
        return switch (message) {
            case Message.SmsMessage ignored -> "";
            case Message.EmailMessage email -> email.subject();
            case Message.LetterMessage letter -> letter.subject();
        };
    }

    private static String body(Message message) {
        return switch (message) {
            case Message.SmsMessage sms -> sms.text();
            case Message.EmailMessage email -> plain(email.markdown());
            case Message.LetterMessage letter -> plain(letter.markdown()) + second(letter.second());
        };
    }

    private static String second(@Nullable LetterText wording) {
        return wording == null ? "" : "\n\n" + wording.subject() + "\n\n" + plain(wording.markdown());
    }

    /** The Markdown as its author thinks of it: without what was put in to make values safe. */
    private static String plain(String markdown) {
        return ESCAPED.matcher(markdown.replace(MarkdownEscape.VALUE_LINE_BREAK, '\n')).replaceAll("$1");
    }

    private static String oneLine(String text) {
        return SPACES.matcher(text).replaceAll(" ").strip();
    }
}
