package io.postroom.content.sms;

/**
 * The two ways in which the networks carry a text (3GPP TS 23.038). A unit is a septet in the one, a UTF-16 code unit
 * in the other; a text of several parts loses some of each to the header that joins them.
 */
public enum SmsEncoding {
    GSM_7(160, 153), UCS_2(70, 67);

    private final int unitsAlone;
    private final int unitsInPart;

    SmsEncoding(int unitsAlone, int unitsInPart) {
        this.unitsAlone = unitsAlone;
        this.unitsInPart = unitsInPart;
    }

    /** The cheaper of the two that can carry the text. */
    public static SmsEncoding of(String text) {
        return Gsm7.canEncode(text) ? GSM_7 : UCS_2;
    }

    /** How many units fit into a text of one part. */
    public int unitsAlone() {
        return unitsAlone;
    }

    /** How many units fit into each part of a text of several. */
    public int unitsInPart() {
        return unitsInPart;
    }

    /** How many units a character takes. A character that the encoding does not have counts as its question mark. */
    public int units(int codePoint) {
        return switch (this) {
            case GSM_7 -> Math.max(1, Gsm7.septets(codePoint));
            case UCS_2 -> Character.charCount(codePoint);
        };
    }
}
