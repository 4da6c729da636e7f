package io.postroom.ingestservice.wire;

import org.apache.kafka.streams.kstream.KStream;

/** Sends dead letters away. */
@FunctionalInterface
public interface Splitter {
    /** Gives what can be used, by its own key; the rest goes to a sink of the name given. */
    <T> KStream<String, T> usable(KStream<byte[], Sorted<T>> sorted, String name, String deadLetterSink);
}
