package io.postroom.content.sms;

import io.postroom.content.text.Downgrade;

/**
 * Which characters a text may keep, beyond the alphabet of 3GPP TS 23.038 ({@link Gsm7}), which all may; the others are
 * replaced as {@link Downgrade} says, one that has no counterpart by a question mark. What is kept beyond the alphabet
 * makes a text dearer: {@link SmsCount} tells which characters do.
 */
public enum SmsCharacters {

    /** The GSM alphabet and the accented vowels of Welsh: texts stay cheap unless the language needs more. */
    WELSH {
        @Override
        boolean keeps(int c) {
            return Gsm7.septets(c) > 0 && c != '\f' || isWelshVowel(c);
        }
    },

    /** Every character, for texts in any language; only the punctuation of typesetters is replaced. */
    ANY {
        @Override
        boolean keeps(int c) {
            return Gsm7.septets(c) > 0 && c != '\f' || !isReplacedPunctuation(c) && !Character.isISOControl(c)
                    && Character.getType(c) != Character.SURROGATE;
        }
    };

    private static final String WELSH_VOWELS = "àèìòùẁỳáéíóúẃýäëïöüẅÿâêîôûŵŷÀÈÌÒÙẀỲÁÉÍÓÚẂÝÄËÏÖÜẄŸÂÊÎÔÛŴŶ";

    private final Downgrade downgrade = new Downgrade(this::keeps);

    abstract boolean keeps(int c);

    /** The text with no other characters than these. */
    public String apply(String text) {
        return downgrade.apply(text);
    }

    /** Whether the character is kept or has a counterpart; if not it becomes a question mark. */
    public boolean canWrite(int codePoint) {
        return downgrade.hasCounterpart(codePoint);
    }

    private static boolean isWelshVowel(int c) {
        return c > 0x7f && WELSH_VOWELS.indexOf(c) >= 0;
    }

    private static boolean isReplacedPunctuation(int c) {
        return switch (c) {
            // Zero-width joiners are kept: emoji and several scripts are spelt with them.
            case 0x2011, 0x2013, 0x2014, 0x2212, 0x2026, 0x2018, 0x2019, 0x201a, 0x201c, 0x201d, 0x201e, 0xa0, 0x202f,
                    0x180e, 0x200b, 0x2060, 0xfeff, 0x2028, 0x2029 ->
                true;
            default -> false;
        };
    }
}
