package io.postroom.rules.identity;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes a list of texts as bytes so that two different lists never give the same bytes: each text is preceded by its
 * length, and an absent one differs from an empty one.
 */
final class Parts {
    private static final int ABSENT = -1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);

    Parts add(@Nullable String text) {
        if (text == null) {
            return length(ABSENT);
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        length(utf8.length);
        bytes.write(utf8, 0, utf8.length);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private Parts length(int length) {
        byte[] four = ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
        bytes.write(four, 0, four.length);
        return this;
    }
}
