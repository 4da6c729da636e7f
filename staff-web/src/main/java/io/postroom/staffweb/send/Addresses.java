package io.postroom.staffweb.send;

import io.postroom.content.Channel;
import io.postroom.content.Problem;
import io.postroom.content.recipient.EmailAddress;
import io.postroom.content.recipient.PhoneNumber;
import io.postroom.content.recipient.PhoneNumberOptions;
import io.postroom.content.recipient.PostalAddress;
import io.postroom.content.recipient.PostalAddressOptions;
import java.util.List;

/** Whether a message can go where somebody typed; by the same rules as ingest's. */
final class Addresses {
    private static final PhoneNumberOptions PHONES = new PhoneNumberOptions(true, false);
    private static final PostalAddressOptions POST = new PostalAddressOptions(true);

    private Addresses() {}

    static List<Problem> problems(Channel channel, String typed) {
        return switch (channel) {
            case SMS -> PhoneNumber.parse(typed, PHONES).problems();
            case EMAIL -> EmailAddress.parse(typed).problems();
            case LETTER -> PostalAddress.parse(typed, POST).problems();
        };
    }
}
