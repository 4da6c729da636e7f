package io.postroom.ingestservice.fallback;

import io.postroom.ingestservice.hold.HeldRequest;
import io.postroom.ingestservice.wire.InternalAvro;
import io.postroom.schemas.v1.HeldNotification;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * What stands in for a notification that does not arrive. The request is only decoded when its turn comes: looking for links
 * that may be forgotten reads no more than their beginning.
 *
 * @param keepUntil wall clock, epoch milliseconds
 * @param next the notification that follows
 * @param receiptWithinMillis for how long a receipt of the one before it is waited for; negative for no such limit
 * @param held the encoded request; empty once its turn has come
 */
record Link(long keepUntil, UUID next, long receiptWithinMillis, byte[] held) {
    static final long NO_LIMIT = -1;
    private static final byte VERSION = 1;
    private static final int BEFORE_HELD = 1 + 4 * Long.BYTES;
    private static final InternalAvro<HeldNotification> AVRO = new InternalAvro<>(HeldNotification.class);

    static Link of(HeldNotification held, long keepUntil, @Nullable Long receiptWithinMillis) {
        return new Link(keepUntil, new HeldRequest(held).id(),
                receiptWithinMillis == null ? NO_LIMIT : receiptWithinMillis, AVRO.write(held));
    }

    static Serde<Link> serde() {
        return Serdes.serdeFrom((topic, link) -> link == null ? null : link.write(),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    boolean isTaken() {
        return held.length == 0;
    }

    /** The same when its turn has come. */
    Link taken() {
        return new Link(keepUntil, next, receiptWithinMillis, new byte[0]);
    }

    HeldNotification request() {
        return AVRO.read(held);
    }

    private byte[] write() {
        return ByteBuffer.allocate(BEFORE_HELD + held.length).put(VERSION).putLong(keepUntil)
                .putLong(next.getMostSignificantBits()).putLong(next.getLeastSignificantBits())
                .putLong(receiptWithinMillis).put(held).array();
    }

    private static Link read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte version = buffer.get();
        if (version != VERSION) {
            throw new IllegalStateException(
                    "Version " + version + " of a link was written by a newer ingest than this.");
        }
        long keepUntil = buffer.getLong();
        UUID next = new UUID(buffer.getLong(), buffer.getLong());
        long receiptWithin = buffer.getLong();
        byte[] held = new byte[buffer.remaining()];
        buffer.get(held);
        return new Link(keepUntil, next, receiptWithin, held);
    }
}
