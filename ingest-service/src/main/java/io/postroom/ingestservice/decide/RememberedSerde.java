package io.postroom.ingestservice.decide;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** How the memory is kept: version, time, length and bytes of the hash, then sixteen bytes an id. */
final class RememberedSerde {
    private static final byte VERSION = 1;
    private static final int UUID_BYTES = 16;

    private RememberedSerde() {}

    static Serde<Remembered> serde() {
        return Serdes.serdeFrom((topic, value) -> value == null ? null : write(value),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    private static byte[] write(Remembered value) {
        ByteBuffer buffer = ByteBuffer.allocate(1 + Long.BYTES + 1 + value.contentHash().length
                + UUID_BYTES * value.notifications().size());
        buffer.put(VERSION).putLong(value.writtenAt()).put((byte) value.contentHash().length).put(value.contentHash());
        for (UUID id : value.notifications()) {
            buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }
        return buffer.array();
    }

    private static Remembered read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte version = buffer.get();
        if (version != VERSION) {
            throw new IllegalStateException(
                    "The memory holds entries of version " + version + ", written by a newer ingest than this.");
        }
        long writtenAt = buffer.getLong();
        byte[] hash = new byte[buffer.get()];
        buffer.get(hash);
        List<UUID> ids = new ArrayList<>(buffer.remaining() / UUID_BYTES);
        while (buffer.hasRemaining()) {
            ids.add(new UUID(buffer.getLong(), buffer.getLong()));
        }
        return new Remembered(writtenAt, hash, ids);
    }
}
