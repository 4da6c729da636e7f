package io.postroom.content.sms;

import io.postroom.content.text.CharacterClasses;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the text that is sent out of the text that was written: the service's name in front if it is wanted, white
 * space put in order, characters that telephones do not have replaced ({@link SmsCharacters}).
 *
 * <p>Any text is accepted. One that is empty, or longer than {@value #MAX_LENGTH} UTF-16 code units without its prefix,
 * can be counted and shown but not sent; {@link io.postroom.content.template.Template#fill} tells these as
 * {@code empty-message} and {@code message-too-long}. Immutable; prints as {@code •••}.
 */
public final class SmsText {

    /** The longest text without its prefix, in UTF-16 code units: six parts of GSM-7. */
    public static final int MAX_LENGTH = 918;

    private final String text;
    private final int prefixLength;

    private SmsText(String text, int prefixLength) {
        this.text = text;
        this.prefixLength = prefixLength;
    }

    /** A text from what was written, with every value filled in. */
    public static SmsText of(String written, @Nullable String prefix, SmsCharacters characters) {
        String prefixed = prefix == null ? written : prefix + ": " + written;
        int prefixLength = prefix == null ? 0 : characters.apply(prefix).length() + 2;
        return new SmsText(characters.apply(tidy(prefixed, characters)), prefixLength);
    }

    /** A text of a service that shows no prefix, with the characters that every telephone can show. */
    public static SmsText of(String written) {
        return of(written, null, SmsCharacters.WELSH);
    }

    /** The same text with a change made to it as it would be sent, for previews. */
    public SmsText changed(UnaryOperator<String> change) {
        return new SmsText(change.apply(text), prefixLength);
    }

    /** The text as it is sent. */
    public String text() {
        return text;
    }

    /** What it costs. */
    public SmsCount count() {
        return SmsCount.of(text);
    }

    /** How many characters there are above the limit; the prefix does not count. */
    public int charactersAboveLimit() {
        return Math.max(0, text.length() - prefixLength - MAX_LENGTH);
    }

    /** Whether the text, its prefix not counted, is longer than may be sent. */
    public boolean isTooLong() {
        return charactersAboveLimit() > 0;
    }

    /** Whether there is nothing but the prefix. */
    public boolean isEmpty() {
        return text.length() - prefixLength <= 0;
    }

    /**
     * No whitespace in front of a comma or a full stop; in each line single spaces and none at its ends; no more than
     * one blank line between two others. Characters that are about to vanish do not keep spaces apart, so that what was
     * made sendable stays as it is when that is done again. (Not so where a space precedes an ellipsis: it is kept, as
     * GOV.UK Notify keeps it, and the full stops of the ellipsis take it away the second time.)
     */
    private static String tidy(String written, SmsCharacters characters) {
        StringBuilder tidy = new StringBuilder(written.length());
        boolean space = false;
        int lineEnds = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (isLineEnd(c)) {
                boolean both = c == '\r' && i + 1 < written.length() && written.charAt(i + 1) == '\n';
                lineEnds += both ? 0 : 1;
            } else if (CharacterClasses.isWhitespace(c) || CharacterClasses.isNonBreakingSpace(c)) {
                space = true;
            } else if (!CharacterClasses.isZeroWidth(c) || characters.keeps(c)) {
                boolean joins = tidy.isEmpty() || c == ',' || c == '.';
                if (lineEnds > 0 && !joins) {
                    tidy.append(lineEnds == 1 ? "\n" : "\n\n");
                } else if (space && !joins) {
                    tidy.append(' ');
                }
                space = false;
                lineEnds = 0;
                tidy.append(c);
            }
        }
        return tidy.toString();
    }

    private static boolean isLineEnd(char c) {
        return c >= '\n' && c <= '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    @Override
    public String toString() {
        return "•••";
    }
}
