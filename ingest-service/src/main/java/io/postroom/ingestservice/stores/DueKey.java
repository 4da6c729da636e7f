package io.postroom.ingestservice.stores;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;

/** Keys of what waits: the due time first, so that what is due stands at the beginning of the store. */
final class DueKey {
    private static final int BYTES = Long.BYTES + 2 * Long.BYTES;

    private DueKey() {}

    static Bytes of(Instant dueAt, UUID notificationId) {
        // Due times lie after 1970, so that their bytes are in the order of their values.
        return Bytes.wrap(ByteBuffer.allocate(BYTES).putLong(Math.max(0, dueAt.toEpochMilli()))
                .putLong(notificationId.getMostSignificantBits()).putLong(notificationId.getLeastSignificantBits())
                .array());
    }

    static UUID id(Bytes key) {
        ByteBuffer buffer = ByteBuffer.wrap(key.get(), Long.BYTES, 2 * Long.BYTES);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /** Greater than every key that is due at the moment, smaller than every other. */
    static Bytes after(long nowMillis) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(nowMillis + 1).array());
    }
}
