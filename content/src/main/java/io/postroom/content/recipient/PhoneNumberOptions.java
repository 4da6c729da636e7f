package io.postroom.content.recipient;

/**
 * Which numbers a service may send texts to, beyond United Kingdom mobiles (which include the crown dependencies).
 *
 * @param allowInternational numbers of other countries
 * @param allowLandline United Kingdom landlines and 03 and 05 numbers; their operators read texts out
 */
public record PhoneNumberOptions(boolean allowInternational, boolean allowLandline) {

    /** United Kingdom mobiles only. */
    public static final PhoneNumberOptions UK_MOBILE = new PhoneNumberOptions(false, false);
}
