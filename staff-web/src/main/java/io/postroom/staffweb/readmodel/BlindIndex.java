package io.postroom.staffweb.readmodel;

import io.postroom.content.Channel;
import io.postroom.rules.decision.Address;
import io.postroom.rules.identity.KeyHasher;
import java.util.Locale;

/**
 * Finds cases and people without writing down who they are: what is looked for is hashed with the installation's secret,
 * and so is what is stored. The recipient key is the one that ingest makes.
 *
 * <p>Immutable; safe for use by any thread.
 */
public final class BlindIndex {
    private static final String SOURCE = "urn:postroom:staff:";
    /** No service's name has a colon. */
    private static final String PERSON = "person:";

    private final KeyHasher hasher;

    /** An index with the secret that ingest has too. */
    public BlindIndex(KeyHasher hasher) {
        this.hasher = hasher;
    }

    /** Of a case of one service, however its reference is spaced and whichever case its letters have; what the database cannot hold does not count. */
    public String ofCase(String service, String reference) {
        return hasher.caseKey(SOURCE + service, reference.replaceAll("[\\s\\x00]+", "").toUpperCase(Locale.ROOT));
    }

    /** Of a person as the back office of one service refers to them. */
    public String ofPerson(String service, String reference) {
        return ofCase(PERSON + service, reference);
    }

    /** Of an address. */
    public String ofRecipient(Address address) {
        return ofRecipient(address.channel(), address.canonical());
    }

    /** Of an address that was brought into its one way of writing. */
    public String ofRecipient(Channel channel, String canonical) {
        return hasher.recipientKey(channel, canonical);
    }
}
