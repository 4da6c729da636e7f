package io.postroom.ingestservice.topics;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * What one topic must look like, whoever creates it: {@code local}, a chart, or a platform team by hand.
 *
 * <p>Immutable.
 *
 * @param name the topic's whole name
 * @param partitions how many partitions it has
 * @param configs the topic's own configuration, by Kafka's names
 */
public record TopicPlan(String name, int partitions, Map<String, String> configs) {
    public TopicPlan {
        Objects.requireNonNull(name, "name");
        if (partitions < 1) {
            throw new IllegalArgumentException(
                    "The topic '" + name + "' must have at least one partition, not " + partitions + ".");
        }
        configs = Map.copyOf(configs);
    }

    /**
     * As Kafka's admin client takes it.
     *
     * @param replicas copies of each partition; -1 leaves it to the broker
     */
    public NewTopic newTopic(int replicas) {
        return new NewTopic(name, partitions, (short) replicas).configs(configs);
    }
}
