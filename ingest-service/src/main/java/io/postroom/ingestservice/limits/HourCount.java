package io.postroom.ingestservice.limits;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * How many messages went in each of the last minutes: small however many they are. An hour is sixty full minutes and the one that has
 * begun, so that never more than allowed go within sixty minutes.
 *
 * @param minutes by minutes since 1970
 */
record HourCount(SortedMap<Long, Integer> minutes) {
    static final HourCount NONE = new HourCount(new TreeMap<>());
    private static final byte VERSION = 1;
    private static final int ENTRY = Long.BYTES + Integer.BYTES;
    private static final long HOUR = Duration.ofHours(1).toMinutes();

    static Serde<HourCount> serde() {
        return Serdes.serdeFrom((topic, count) -> count == null ? null : count.write(),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    long inTheHourBefore(Instant now) {
        return minutes.tailMap(minute(now) - HOUR).values().stream().mapToLong(Integer::longValue).sum();
    }

    HourCount withOneMore(Instant now) {
        SortedMap<Long, Integer> more = new TreeMap<>(minutes.tailMap(minute(now) - HOUR));
        more.merge(minute(now), 1, Integer::sum);
        return new HourCount(more);
    }

    private static long minute(Instant now) {
        return Math.floorDiv(now.toEpochMilli(), Duration.ofMinutes(1).toMillis());
    }

    private byte[] write() {
        ByteBuffer bytes = ByteBuffer.allocate(1 + minutes.size() * ENTRY).put(VERSION);
        minutes.forEach((minute, count) -> bytes.putLong(minute).putInt(count));
        return bytes.array();
    }

    private static HourCount read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte version = buffer.get();
        if (version != VERSION) {
            throw new IllegalStateException(
                    "Version " + version + " of a count was written by a newer ingest than this.");
        }
        SortedMap<Long, Integer> minutes = new TreeMap<>();
        while (buffer.hasRemaining()) {
            minutes.put(buffer.getLong(), buffer.getInt());
        }
        return new HourCount(minutes);
    }
}
