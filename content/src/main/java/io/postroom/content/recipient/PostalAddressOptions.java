package io.postroom.content.recipient;

/**
 * Where a service may send letters.
 *
 * @param allowInternational to addresses outside the United Kingdom too
 */
public record PostalAddressOptions(boolean allowInternational) {

    /** Addresses in the United Kingdom, the crown dependencies and British forces post offices only. */
    public static final PostalAddressOptions UK_ONLY = new PostalAddressOptions(false);
}
