package io.postroom.content.sheet;

import io.postroom.content.Channel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The keys of the columns that say who a message goes to. */
final class RecipientColumns {

    static final String PHONE_NUMBER = "phonenumber";
    static final String EMAIL_ADDRESS = "emailaddress";
    static final String POSTCODE = "postcode";
    static final String LINE_7 = "addressline7";
    static final List<String> ADDRESS_LINES = List.of("addressline1", "addressline2", "addressline3", "addressline4",
            "addressline5", "addressline6");

    private static final Set<String> LETTER = letter();

    private RecipientColumns() {}

    static Set<String> of(Channel channel) {
        return switch (channel) {
            case SMS -> Set.of(PHONE_NUMBER);
            case EMAIL -> Set.of(EMAIL_ADDRESS);
            case LETTER -> LETTER;
        };
    }

    static boolean isAddress(Channel channel, String key) {
        return channel == Channel.LETTER && LETTER.contains(key);
    }

    /** The usual spelling. */
    static String shown(Channel channel) {
        return switch (channel) {
            case SMS -> "phone number";
            case EMAIL -> "email address";
            case LETTER -> "address line 1";
        };
    }

    private static Set<String> letter() {
        Set<String> keys = new LinkedHashSet<>(ADDRESS_LINES);
        keys.add(POSTCODE);
        keys.add(LINE_7);
        return Set.copyOf(keys);
    }
}
