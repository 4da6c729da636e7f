package io.postroom.rules.decision;

import io.postroom.content.Channel;
import io.postroom.content.recipient.EmailAddress;
import io.postroom.content.recipient.PhoneNumber;
import io.postroom.content.recipient.PostalAddress;

/** Where a message goes: an address of the channel's own kind, checked. Prints as {@code •••}. */
public sealed interface Address {

    /** For texts. */
    record Phone(PhoneNumber number) implements Address {}

    /** For e-mails. */
    record Email(EmailAddress address) implements Address {}

    /** For letters. */
    record Post(PostalAddress address) implements Address {}

    /** The channel that uses such an address. */
    default Channel channel() {
        return switch (this) {
            case Phone ignored -> Channel.SMS;
            case Email ignored -> Channel.EMAIL;
            case Post ignored -> Channel.LETTER;
        };
    }

    /** The one way of writing it, for recipient keys. Personal data. */
    default String canonical() {
        return switch (this) {
            case Phone(PhoneNumber number) -> number.canonical();
            case Email(EmailAddress address) -> address.canonical();
            case Post(PostalAddress address) -> address.canonical();
        };
    }
}
