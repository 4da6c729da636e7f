package io.postroom.ingestservice.limits;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * What a person had of something, as far as it still counts.
 *
 * @param keepUntil wall clock, epoch milliseconds
 * @param messages the oldest first
 */
record Had(long keepUntil, List<One> messages) {
    private static final byte VERSION = 1;
    private static final int ENTRY = 3 * Long.BYTES;

    /** A message and when it went, in epoch milliseconds. */
    record One(long at, UUID notificationId) {}

    Had {
        messages = List.copyOf(messages);
    }

    static Serde<Had> serde() {
        return Serdes.serdeFrom((topic, had) -> had == null ? null : had.write(),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    /** What of it is younger than a time. */
    static List<One> within(@Nullable Had known, long millis, Instant now) {
        return known == null
                ? List.of()
                : known.messages.stream().filter(one -> one.at > now.toEpochMilli() - millis).toList();
    }

    /** The same with one more, unless it is among them. */
    static Had with(List<One> before, UUID id, long millis, Instant now) {
        List<One> all = new ArrayList<>(before);
        if (before.stream().noneMatch(one -> one.notificationId.equals(id))) {
            all.add(new One(now.toEpochMilli(), id));
        }
        return new Had(now.toEpochMilli() + millis, all);
    }

    /** How many there are besides this one. */
    static long others(List<One> had, UUID id) {
        return had.stream().filter(one -> !one.notificationId.equals(id)).count();
    }

    private byte[] write() {
        ByteBuffer bytes = ByteBuffer.allocate(1 + Long.BYTES + messages.size() * ENTRY).put(VERSION)
                .putLong(keepUntil);
        messages.forEach(one -> bytes.putLong(one.at).putLong(one.notificationId.getMostSignificantBits())
                .putLong(one.notificationId.getLeastSignificantBits()));
        return bytes.array();
    }

    private static Had read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte version = buffer.get();
        if (version != VERSION) {
            throw new IllegalStateException("Version " + version
                    + " of what a person had was written by a newer ingest than this.");
        }
        long keepUntil = buffer.getLong();
        List<One> messages = new ArrayList<>();
        while (buffer.hasRemaining()) {
            messages.add(new One(buffer.getLong(), new UUID(buffer.getLong(), buffer.getLong())));
        }
        return new Had(keepUntil, messages);
    }
}
