package io.postroom.ingestservice.topology;

import io.postroom.ingestservice.wire.Sorted;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/** The topic that a dead letter names. */
record DeadLetterRoute<T>() implements TopicNameExtractor<byte[], Sorted<T>> {
    @Override
    public String extract(byte[] key, Sorted<T> value, RecordContext context) {
        return Sorted.deadLetterTopic(value);
    }
}
