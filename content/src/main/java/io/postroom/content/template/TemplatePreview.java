package io.postroom.content.template;

import io.postroom.content.Language;
import io.postroom.content.sms.SmsCharacters;
import io.postroom.content.sms.SmsText;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Shows a text to its author while values are still missing: without any value every placeholder counts as nothing,
 * with some the others stand as they are written. Anything can be shown; there are no problems.
 */
public final class TemplatePreview {

    private static final Pattern ENTITY = Pattern.compile("&(?:(lt|gt|quot|apos)|#(\\d{1,6}));");

    private TemplatePreview() {}

    /** The names of a text's placeholders, as first spelt, in order. */
    public static List<String> placeholders(String text) {
        return TemplateText.parse(text).names().values().stream().map(TemplateText.NamedPlace::name).toList();
    }

    /**
     * The text as HTML may show it: values escaped, so that they are seen as they are; placeholders without a value as
     * they were written. A non-breaking space or an ampersand that is already an entity stays one.
     */
    public static String html(String text, Personalisation values, Language language) {
        ValueWriter plain = ValueWriter.plain(language);
        return TemplateText.parse(text).fill(values, (value, slot) -> escape(plain.write(value, slot)),
                TemplateText::asWritten);
    }

    /**
     * The text message as far as it is known, to count what it will cost at least: with no values at all placeholders
     * count as nothing, else those without a value count as they were written.
     *
     * @param prefix the service's name in front, or null
     */
    public static SmsText sms(String text, Personalisation values, @Nullable String prefix, SmsCharacters characters) {
        String filled = TemplateText.parse(text).fill(values, ValueWriter.plain(Language.EN), TemplateText::asWritten);
        SmsText sms = SmsText.of(filled, prefix, characters);
        return values.isEmpty() ? sms.changed(TemplateText::withoutPlaceholders) : sms;
    }

    private static String escape(String value) {
        String plain = ENTITY.matcher(value).replaceAll(found -> Matcher.quoteReplacement(character(found.group())));
        return plain.replaceAll("&(?!(?:nbsp|amp);)", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String character(String entity) {
        return switch (entity) {
            case "&lt;" -> "<";
            case "&gt;" -> ">";
            case "&quot;" -> "\"";
            case "&apos;" -> "'";
            default -> {
                int code = Integer.parseInt(entity.substring(2, entity.length() - 1));
                yield code == '&' ? "&amp;" : Character.isISOControl(code) ? "" : Character.toString(code);
            }
        };
    }
}
