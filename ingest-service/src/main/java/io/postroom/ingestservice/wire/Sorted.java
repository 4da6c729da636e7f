package io.postroom.ingestservice.wire;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * A record that was read, or given up.
 *
 * @param <T> what can be read
 */
public sealed interface Sorted<T> {
    /** Goes on under a key of Postroom's own. */
    record Usable<T>(String key, T value) implements Sorted<T> {}

    /** Goes to a dead-letter topic as it came. */
    record DeadLetter<T>(String topic, byte[] value) implements Sorted<T> {}

    /** The dead letter that this is. */
    private static <T> DeadLetter<T> deadLetter(Sorted<T> sorted) {
        return switch (sorted) {
            case DeadLetter<T> deadLetter -> deadLetter;
            case Usable<T> usable -> throw new IllegalStateException("What can be used is no dead letter.");
        };
    }

    /** Where a dead letter goes. */
    static <T> String deadLetterTopic(Sorted<T> sorted) {
        return deadLetter(sorted).topic();
    }

    /** Writes dead letters, byte for byte; nothing is read by it. */
    static <T> Serde<Sorted<T>> deadLetterSerde() {
        Deserializer<Sorted<T>> never = (topic, bytes) -> {
            throw new IllegalStateException("Dead letters are only written here.");
        };
        return Serdes.serdeFrom((topic, sorted) -> deadLetter(sorted).value(), never);
    }
}
