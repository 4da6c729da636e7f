package io.postroom.content.template;

import io.postroom.content.Language;
import io.postroom.content.markdown.MarkdownEscape;
import io.postroom.content.value.ValueFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a value so that it is safe where it stands. */
interface ValueWriter {

    String write(PersonalValue value, Segment.Slot slot);

    /** For texts: as it is, lists as a sentence. */
    static ValueWriter plain(Language language) {
        return (value, slot) -> sentence(value, language);
    }

    /** For a subject or another single line that is read with {@code MessageMarkdown.line}. */
    static ValueWriter escaped(Language language) {
        return (value, slot) -> MarkdownEscape.escape(sentence(value, language));
    }

    /** For the body of e-mails and letters: escaped, lists as bullets. */
    static ValueWriter markdown(Language language) {
        return (value, slot) -> switch (slot.position()) {
            case WHOLE_ADDRESS -> MarkdownEscape.escape(sentence(value, language).strip().replaceAll("\\s+", "%20"));
            case PART_OF_ADDRESS -> MarkdownEscape.escape(percentEncoded(sentence(value, language).strip()));
            case START_OF_LINE -> switch (value) {
                case PersonalValue.Single(String text) -> MarkdownEscape.escapeAtStartOfLine(text);
                case PersonalValue.Many(List<String> items) -> bullets(items);
            };
            case TEXT -> switch (value) {
                case PersonalValue.Single(String text) -> MarkdownEscape.escape(text);
                case PersonalValue.Many(List<String> items) -> bullets(items);
            };
        };
    }

    private static String sentence(PersonalValue value, Language language) {
        return switch (value) {
            case PersonalValue.Single(String text) -> text;
            case PersonalValue.Many(List<String> items) -> ValueFormat.list(items, language);
        };
    }

    private static String bullets(List<String> items) {
        return items.stream().map(item -> "\n* " + MarkdownEscape.escape(item))
                .collect(Collectors.joining("", items.isEmpty() ? "" : "\n", ""));
    }

    /** RFC 3986: everything but unreserved characters and the slash, so that a value cannot leave its place in a path. */
    private static String percentEncoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 8);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean unreserved = c < 0x80 && Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0;
            if (unreserved) {
                encoded.append(c);
            } else {
                encoded.append('%').append(Character.toUpperCase(Character.forDigit(b >> 4 & 0xf, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
            }
        }
        return encoded.toString();
    }
}
