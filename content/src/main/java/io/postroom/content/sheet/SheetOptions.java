package io.postroom.content.sheet;

import io.postroom.content.recipient.PhoneNumberOptions;
import io.postroom.content.recipient.PostalAddressOptions;
import io.postroom.content.recipient.Safelist;

import org.jspecify.annotations.Nullable;

/**
 * What a service may send.
 *
 * @param phone which numbers it may text
 * @param post where it may send letters
 * @param maxRows how many recipients a sheet may have
 * @param remaining how many messages it may still send today, or null for any number
 * @param remainingInternational how many texts to other countries it may still send today, or null for any number
 * @param safelist the only recipients while it is tried out, or null for anybody; not for letters
 */
public record SheetOptions(PhoneNumberOptions phone, PostalAddressOptions post, int maxRows,
        @Nullable Integer remaining, @Nullable Integer remainingInternational, @Nullable Safelist safelist) {

    /** The most recipients that one sheet can have. */
    public static final int MAX_ROWS = 100_000;

    /** The United Kingdom only, without limits but the one of {@value #MAX_ROWS} rows. */
    public static final SheetOptions DEFAULT = new SheetOptions(PhoneNumberOptions.UK_MOBILE,
            PostalAddressOptions.UK_ONLY, MAX_ROWS, null, null, null);
}
