package io.postroom.rules.set;

import io.postroom.content.recipient.EmailAddress;
import org.jspecify.annotations.Nullable;

/** In whose name a message goes out. Letters carry their sender in the template. */
public sealed interface Sender {

    /** The name or number that a text comes from. */
    record Text(String name) implements Sender {}

    /**
     * Who an e-mail comes from.
     *
     * @param name the display name, or null
     * @param address the address
     * @param replyTo where answers go, or null for the address itself
     */
    record Email(@Nullable String name, EmailAddress address, @Nullable EmailAddress replyTo) implements Sender {}

    /** The sender of letters, whose address block is part of the message. */
    record Letter() implements Sender {}
}
