package io.postroom.ingestservice.topology;

import io.postroom.ingestservice.wire.Addressed;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/** The topic that a record was addressed to. */
record AddressedRoute() implements TopicNameExtractor<String, Addressed> {
    @Override
    public String extract(String key, Addressed value, RecordContext context) {
        return value.topic();
    }
}
