package io.postroom.ingestservice.deadletters;

import io.postroom.schemas.Names;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Every dead-letter topic of a cluster, read from its beginning to where it ended when the reading began, what was about to
 * be committed then included: who has just redriven a letter sees it no more. Holds what is known of the open letters in
 * memory, not their contents. For one thread.
 */
final class DeadLetterTopics {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> client;

    /** @param client settings of a Kafka client, the bootstrap servers among them */
    DeadLetterTopics(Map<String, Object> client) {
        this.client = Map.copyOf(client);
    }

    /** The letters that nobody has dealt with, those that have waited longest first. */
    List<DeadLetter> open() {
        Map<LetterId, DeadLetter> open = new HashMap<>();
        // A mark stands behind its letter, in the same partition.
        read(record -> Handled.marked(record).ifPresentOrElse(open::remove,
                () -> open.put(DeadLetter.id(record), DeadLetter.of(record))));
        return open.values().stream()
                .sorted(Comparator.comparing(DeadLetter::at).thenComparing(letter -> letter.id().toString())).toList();
    }

    /** Gives the letters as they lie there, key and value included, in the order of each partition. */
    void contents(Collection<LetterId> wanted, Consumer<ConsumerRecord<byte[], byte[]>> use) {
        Set<LetterId> all = Set.copyOf(wanted);
        read(record -> {
            if (all.contains(DeadLetter.id(record))) {
                use.accept(record);
            }
        });
    }

    /** The names of all topics of the cluster. */
    Set<String> existing() {
        try (Admin admin = Admin.create(client)) {
            return admin.listTopics().names().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker does not say which topics it has: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking for the topics.", e);
        }
    }

    /** A consumer of committed records is told the place of the first open transaction instead. */
    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        try (Admin admin = Admin.create(client)) {
            return admin
                    .listOffsets(partitions.stream().collect(Collectors.toMap(each -> each, _ -> OffsetSpec.latest())))
                    .all().get().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker does not say where its topics end: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking where topics end.", e);
        }
    }

    private void read(Consumer<ConsumerRecord<byte[], byte[]>> use) {
        Map<String, Object> settings = new HashMap<>(client);
        // What a redrive in progress has written counts only when it is committed.
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = existing().stream().filter(Names.Topics.DEFAULT::isDeadLetter).sorted()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
            if (partitions.isEmpty()) {
                return;
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new TreeMap<>(
                    Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
            ends.putAll(ends(partitions));
            while (!ends.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()),
                            Long.MIN_VALUE)) {
                        use.accept(record);
                    }
                }
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                consumer.pause(consumer.assignment().stream().filter(partition -> !ends.containsKey(partition))
                        .collect(Collectors.toSet()));
            }
        }
    }
}
