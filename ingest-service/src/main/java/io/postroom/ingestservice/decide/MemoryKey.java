package io.postroom.ingestservice.decide;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/** The key of an event in the memory: half a SHA-256 of source and id, of one length whatever systems choose as ids. */
final class MemoryKey {
    private static final int KEPT_BYTES = 16;

    private MemoryKey() {}

    static Bytes of(String source, String eventId) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] first = source.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(first.length).flip());
            digest.update(first);
            digest.update(eventId.getBytes(StandardCharsets.UTF_8));
            return Bytes.wrap(Arrays.copyOf(digest.digest(), KEPT_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
