package io.postroom.ingestservice.wire;

import java.io.OutputStream;
import java.util.Arrays;

/** Bytes of one record on their way; without the locks of {@link java.io.ByteArrayOutputStream}, and large enough for most. */
final class RecordBytes extends OutputStream {
    private static final int USUAL = 768;

    private byte[] bytes = new byte[USUAL];
    private int length;

    private RecordBytes() {}

    /** With what every record in Confluent's wire format begins with: a zero byte, and its schema's id in four. */
    static RecordBytes begin(int schemaId) {
        RecordBytes begun = new RecordBytes();
        begun.write(0);
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            begun.write(schemaId >> shift);
        }
        return begun;
    }

    @Override
    public void write(int one) {
        makeRoom(1);
        bytes[length++] = (byte) one;
    }

    @Override
    public void write(byte[] source, int from, int count) {
        makeRoom(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    private void makeRoom(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }
}
