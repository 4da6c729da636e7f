package io.postroom.rules.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes a list of texts as bytes so that two different lists never give the same bytes: each text is preceded by its
 * length, and an absent one differs from an empty one. Several are made of each event, so that nothing here takes a lock.
 */
final class Parts {
    private static final int ABSENT = -1;
    private static final int USUAL = 160;

    private byte[] bytes = new byte[USUAL];
    private int end;

    Parts add(@Nullable String text) {
        if (text == null) {
            return append(ABSENT, new byte[0]);
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return append(utf8.length, utf8);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, end);
    }

    private Parts append(int length, byte[] text) {
        int next = end + Integer.BYTES + text.length;
        if (next > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * next);
        }
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[end++] = (byte) (length >> shift);
        }
        System.arraycopy(text, 0, bytes, end, text.length);
        end = next;
        return this;
    }
}
