package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Brokers that remember what they were told, and agree to everything. */
final class FakeLaneBroker implements LaneBroker {
    final Set<TopicPartition> paused = new LinkedHashSet<>();
    final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    final Map<TopicPartition, Long> starts = new HashMap<>();
    final Map<TopicPartition, Long> sought = new HashMap<>();
    final List<String> heard = new ArrayList<>();
    private final List<Runnable> callbacks = new ArrayList<>();
    /** Whether asynchronous commits are answered by a later one that is waited for, as the clients promise. */
    boolean answersLate;
    int commits;
    int partitions = 2;

    @Override
    public void subscribe(Listener listener) {}

    @Override
    public Polled poll(Duration time) {
        return new Polled(List.of(), Map.of());
    }

    @Override
    public boolean joined() {
        return true;
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        return committed;
    }

    @Override
    public Map<TopicPartition, Long> logStarts(Set<TopicPartition> partitions) {
        return starts;
    }

    @Override
    public void seek(TopicPartition partition, OffsetAndMetadata position) {
        sought.put(partition, position.offset());
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        paused.addAll(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        paused.removeAll(partitions);
    }

    @Override
    public void commitAsync(Map<TopicPartition, OffsetAndMetadata> points, Consumer<Exception> callback) {
        commits++;
        if (answersLate) {
            callbacks.add(() -> {
                heard.add("commit answered");
                callback.accept(null);
            });
        } else {
            callback.accept(null);
        }
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> points, Duration time) {
        callbacks.forEach(Runnable::run);
        callbacks.clear();
    }

    @Override
    public int partitionCount() {
        return partitions;
    }

    @Override
    public void sendAndCommit(List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> points) {
        heard.add("transaction");
    }

    @Override
    public void close() {}
}
