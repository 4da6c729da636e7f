package io.postroom.emailworker;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Names a notification and its provider in a return address, signed so that nobody can forge a report. In lower-case
 * base 32, since some mail servers do not keep the case of a local part. Safe for use by any thread.
 */
final class BounceTokens {
    private static final int ID_BYTES = 16;
    private static final int SIGNATURE_BYTES = 10;
    /** 26 bytes are 42 characters of 5 bits. */
    private static final int LENGTH = 42;
    /** What a local part of at most 64 octets (RFC 5321, 4.5.3.1.1) leaves in front of a plus sign and a token. */
    static final int ROOM = 64 - 1 - LENGTH;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private final SecretKeySpec key;

    BounceTokens(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    String token(String provider, UUID notificationId) {
        byte[] id = bytes(notificationId);
        return encode(ByteBuffer.allocate(ID_BYTES + SIGNATURE_BYTES).put(id).put(signature(provider, id)).array());
    }

    /** What a token names; empty if it was not made here for one of the providers. */
    Optional<Sent> read(String token, List<String> providers) {
        byte[] bytes = decode(token.toLowerCase(Locale.ROOT));
        if (bytes == null) {
            return Optional.empty();
        }
        byte[] id = Arrays.copyOf(bytes, ID_BYTES);
        byte[] signature = Arrays.copyOfRange(bytes, ID_BYTES, bytes.length);
        // The provider is not in the token: only the right one makes the signature.
        return providers.stream().filter(provider -> MessageDigest.isEqual(signature(provider, id), signature))
                .findFirst().map(provider -> new Sent(provider, uuid(id)));
    }

    /**
     * A message that was handed over.
     *
     * @param provider       to whom
     * @param notificationId which
     */
    record Sent(String provider, UUID notificationId) {}

    private byte[] signature(String provider, byte[] id) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            // The prefix keeps this use of the key apart from every other.
            mac.update(("email-bounce\0" + provider + "\0").getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(id), SIGNATURE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no HMAC-SHA-256.", e);
        }
    }

    private static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder(LENGTH);
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = buffer << 8 | b & 0xff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt(buffer >> bits & 31));
            }
        }
        return text.append(ALPHABET.charAt(buffer << 5 - bits & 31)).toString();
    }

    private static byte @Nullable [] decode(String text) {
        if (text.length() != LENGTH) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(ID_BYTES + SIGNATURE_BYTES);
        int buffer = 0;
        int bits = 0;
        for (char c : text.toCharArray()) {
            int value = ALPHABET.indexOf(c);
            if (value < 0) {
                return null;
            }
            buffer = buffer << 5 | value;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.put((byte) (buffer >> bits));
            }
        }
        return bytes.array();
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(ID_BYTES).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits())
                .array();
    }

    private static UUID uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
