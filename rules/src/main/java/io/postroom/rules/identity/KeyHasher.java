package io.postroom.rules.identity;

import io.postroom.content.Channel;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes record keys of what may identify a person: HMAC-SHA-256 with a configured secret, its first 16 bytes, in
 * base64url. The same secret must be used for as long as records with its keys are kept.
 *
 * <p>Immutable; safe for use by any thread. The secret is never shown.
 */
public final class KeyHasher {
    /** Shorter secrets can be guessed. */
    public static final int MIN_SECRET_BYTES = 16;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEPT_BYTES = 16;

    private final Mac prototype;

    /** A hasher with a secret of at least {@value #MIN_SECRET_BYTES} bytes. */
    public KeyHasher(byte[] secret) {
        if (secret.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException("The secret for case and recipient keys has " + secret.length
                    + " bytes; give it at least " + MIN_SECRET_BYTES + " random ones.");
        }
        try {
            prototype = Mac.getInstance(ALGORITHM);
            prototype.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM + ".", e);
        }
    }

    /** The key of everything about a case. */
    public String caseKey(String source, String caseReference) {
        return hash(new Parts().add("case").add(source).add(caseReference));
    }

    /** The key of an address, given in its canonical form. */
    public String recipientKey(Channel channel, String canonicalAddress) {
        return hash(new Parts().add("recipient").add(channel.wireName()).add(canonicalAddress));
    }

    private String hash(Parts parts) {
        byte[] full = ownMac().doFinal(parts.toBytes());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(full, KEPT_BYTES));
    }

    /** A Mac has state, so each call works on a copy. */
    private Mac ownMac() {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The platform's " + ALGORITHM + " cannot be copied.", e);
        }
    }

    @Override
    public String toString() {
        return "KeyHasher[•••]";
    }
}
