package io.postroom.ingestservice.withdraw;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/** Keys that begin with half a SHA-256 of case, service and rule, so that all of these stand together. */
public final class CaseKeys {
    private static final int PREFIX = 16;
    private static final int ID = 2 * Long.BYTES;

    private CaseKeys() {}

    /** The beginning of the keys of a case, service and rule. */
    public static Bytes prefix(String caseKey, String service, String ruleId) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : new String[]{caseKey, service, ruleId}) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                digest.update(bytes);
            }
            return Bytes.wrap(Arrays.copyOf(digest.digest(), PREFIX));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** The key of a notification. */
    public static Bytes of(Bytes prefix, UUID notificationId) {
        return Bytes.wrap(ByteBuffer.allocate(PREFIX + ID).put(prefix.get())
                .putLong(notificationId.getMostSignificantBits()).putLong(notificationId.getLeastSignificantBits())
                .array());
    }

    /** Greater than every key with the prefix. */
    public static Bytes end(Bytes prefix) {
        byte[] end = new byte[PREFIX + ID + 1];
        Arrays.fill(end, (byte) 0xff);
        System.arraycopy(prefix.get(), 0, end, 0, PREFIX);
        return Bytes.wrap(end);
    }

    static UUID id(Bytes key) {
        ByteBuffer buffer = ByteBuffer.wrap(key.get(), PREFIX, ID);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
