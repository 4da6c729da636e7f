package io.postroom.deliveryengine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/** One partition: its records, the gaps that transactions leave, and how far a reader of committed records sees. */
final class SimLog {
    private final TopicPartition partition;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final List<Long> open = new ArrayList<>();
    private long end;

    SimLog(TopicPartition partition) {
        this.partition = partition;
    }

    /** Each record has bytes of its own, so that it is known again by them wherever it goes. */
    ConsumerRecord<byte[], byte[]> append(long timestamp, byte[] key, byte[] value, Headers headers, int gapBefore,
            int gapAfter) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(partition.topic(), partition.partition(),
                end + gapBefore, timestamp, TimestampType.LOG_APPEND_TIME, key.length, value.length, key,
                value.clone(), headers, Optional.of(1));
        records.add(record);
        end = record.offset() + 1 + gapAfter;
        return record;
    }

    /** Records of a transaction that nobody ends: until it is aborted, no reader sees what lies behind its beginning. */
    Runnable leaveOpen(int count) {
        Long begin = end;
        open.add(begin);
        end += count;
        return () -> {
            open.remove(begin);
            end++;
        };
    }

    boolean hasOpen() {
        return !open.isEmpty();
    }

    List<ConsumerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** Where readers of committed records end. */
    long stableEnd() {
        return open.isEmpty() ? end : open.getFirst();
    }

    long end() {
        return end;
    }
}
