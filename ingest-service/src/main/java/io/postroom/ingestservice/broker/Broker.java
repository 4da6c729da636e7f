package io.postroom.ingestservice.broker;

import io.postroom.ingestservice.waiting.UnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What ingest asks the cluster besides reading and writing records. Every failure is one that may pass.
 *
 * <p>Blocks for as long as the client's request time-out. Safe for use by any thread.
 */
public final class Broker implements AutoCloseable {
    private final Admin admin;

    /** Asks through a client that it then owns. */
    public Broker(Admin admin) {
        this.admin = admin;
    }

    /** Names of all topics that may be seen. */
    public Set<String> topics() throws UnavailableException {
        return ask(admin.listTopics().names());
    }

    /** Partition counts of those topics that exist. */
    public Map<String, Integer> partitions(Collection<String> topics) throws UnavailableException {
        DescribeTopicsResult result = admin.describeTopics(topics);
        Map<String, Integer> counts = new HashMap<>();
        Set<String> refused = new TreeSet<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> entry : result.topicNameValues().entrySet()) {
            try {
                counts.put(entry.getKey(), entry.getValue().get().partitions().size());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof AuthorizationException) {
                    refused.add(entry.getKey());
                } else if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw unavailable(e);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        if (!refused.isEmpty()) {
            throw new UnavailableException("The Kafka user may not see these topics: " + String.join(", ", refused)
                    + ". Grant it Read or Write on them, or Describe.");
        }
        return counts;
    }

    /** How topics are configured, the brokers' defaults included; without those that are missing or may not be looked at. */
    public Map<String, Map<String, String>> configs(Collection<String> topics) throws UnavailableException {
        Map<String, Map<String, String>> configs = new HashMap<>();
        for (Map.Entry<ConfigResource, KafkaFuture<Config>> entry : admin
                .describeConfigs(topics.stream().map(Broker::resource).toList()).values().entrySet()) {
            try {
                Map<String, String> values = new HashMap<>();
                entry.getValue().get().entries().stream().filter(config -> config.value() != null)
                        .forEach(config -> values.put(config.name(), config.value()));
                configs.put(entry.getKey().name(), values);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException
                        || e.getCause() instanceof AuthorizationException)) {
                    throw unavailable(e);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        return configs;
    }

    /** Every partition of those topics that exist. */
    public List<TopicPartition> partitionsOf(Collection<String> topics) throws UnavailableException {
        List<TopicPartition> all = new ArrayList<>();
        partitions(topics).forEach((topic, count) -> {
            for (int partition = 0; partition < count; partition++) {
                all.add(new TopicPartition(topic, partition));
            }
        });
        return all;
    }

    /** Creates a topic unless it exists. */
    public void create(NewTopic topic) throws UnavailableException {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw unavailable(e);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Offsets that a group has committed. */
    public Map<TopicPartition, OffsetAndMetadata> committed(String group) throws UnavailableException {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(
                ask(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
        committed.values().removeIf(Objects::isNull);
        return committed;
    }

    /**
     * Commits offsets for a group that has no members.
     *
     * @return false when it has members, which then know better
     */
    public boolean commit(String group, Map<TopicPartition, OffsetAndMetadata> offsets) throws UnavailableException {
        try {
            admin.alterConsumerGroupOffsets(group, offsets).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownMemberIdException) {
                return false;
            }
            throw unavailable(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Where the next record of each partition will stand. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) throws UnavailableException {
        return offsets(partitions, OffsetSpec.latest());
    }

    /** The first record of each partition that is not older than an instant; the end where there is none. */
    public Map<TopicPartition, Long> firstSince(Collection<TopicPartition> partitions, Instant since)
            throws UnavailableException {
        Map<TopicPartition, Long> ends = ends(partitions);
        Map<TopicPartition, Long> first = offsets(partitions, OffsetSpec.forTimestamp(since.toEpochMilli()));
        first.replaceAll((partition, offset) -> offset < 0 ? Objects.requireNonNull(ends.get(partition)) : offset);
        return first;
    }

    @Override
    public void close() {
        admin.close();
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec)
            throws UnavailableException {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        partitions.forEach(partition -> specs.put(partition, spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> entry : ask(admin.listOffsets(specs).all()).entrySet()) {
            offsets.put(entry.getKey(), entry.getValue().offset());
        }
        return offsets;
    }

    private static <T> T ask(KafkaFuture<T> future) throws UnavailableException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static UnavailableException unavailable(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new UnavailableException("Kafka did not answer or refused (" + cause.getClass().getSimpleName()
                + "). Check the brokers, postroom.kafka.* and the rights of this user.", cause);
    }

    private static UnavailableException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new UnavailableException("The wait for Kafka was interrupted.", e);
    }
}
