package io.postroom.deliveryengine;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What is put into delay topics must come back: once, not before it is due, to the lane it came from, and no commit may
 * pass what has not. Every look at it is an invariant.
 */
final class SimDelays {
    private static final long MILLISECOND = 1_000_000L;

    private record Delayed(TopicPartition partition, long offset, int id, long dueAt) {}

    private final SimWorld world;
    private final Map<Integer, String> origins = new HashMap<>();
    private final Map<byte[], Delayed> delayed = new IdentityHashMap<>();
    private final Map<TopicPartition, Map<Long, Delayed>> waiting = new HashMap<>();
    private int back;

    SimDelays(SimWorld world) {
        this.world = world;
    }

    /** A request was first written to this lane. */
    void born(int id, String topic) {
        origins.put(id, topic);
    }

    void put(ConsumerRecord<byte[], byte[]> record, long dueAt) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Delayed one = new Delayed(partition, record.offset(), SimLedger.id(record), dueAt);
        delayed.put(record.value(), one);
        waiting.computeIfAbsent(partition, absent -> new HashMap<>()).put(one.offset(), one);
    }

    /** A committed transaction took the record with these bytes out of its delay topic. */
    void back(String topic, byte[] value) {
        Delayed one = delayed.get(value);
        if (one == null) {
            throw new IllegalStateException(
                    "Nobody delayed this: " + new String(value, StandardCharsets.UTF_8) + " to " + topic);
        }
        if (waiting.getOrDefault(one.partition(), Map.of()).remove(one.offset()) == null) {
            SimWorld.violated(one + " came back twice.");
        }
        if (!topic.equals(origins.get(one.id()))) {
            SimWorld.violated(one + " came back to " + topic + " and not to " + origins.get(one.id()) + ".");
        }
        // The header counts whole milliseconds. Once the clock has jumped nobody can tell when it was due.
        if (world.clockIsRight() && world.now() < one.dueAt() - MILLISECOND) {
            SimWorld.violated(one + " came back before it was due.");
        }
        back++;
    }

    /** The forwarders' group committed a position. */
    void committed(TopicPartition partition, long offset) {
        for (Delayed one : waiting.getOrDefault(partition, Map.of()).values()) {
            if (one.offset() < offset) {
                SimWorld.violated(one + " waits, and " + offset + " is committed.");
            }
        }
    }

    boolean nothingWaits() {
        return waiting.values().stream().allMatch(Map::isEmpty);
    }

    int cameBack() {
        return back;
    }
}
