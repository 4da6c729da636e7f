package io.postroom.worker;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The brokers answer, and every topic exists. Never creates one. */
final class KafkaReachable implements StartCondition {
    private static final int PATIENCE_MS = 5_000;

    private final Map<String, Object> kafka;
    private final Collection<String> topics;

    KafkaReachable(Map<String, Object> kafka, Collection<String> topics) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put("default.api.timeout.ms", PATIENCE_MS);
        this.kafka.put("request.timeout.ms", PATIENCE_MS);
        this.topics = topics;
    }

    @Override
    public @Nullable String missing() throws InterruptedException {
        TreeSet<String> absent = new TreeSet<>();
        // Also made anew each time: a name that cannot be resolved yet fails here.
        try (Admin admin = Admin.create(kafka)) {
            for (var topic : admin.describeTopics(topics).topicNameValues().entrySet()) {
                if (!exists(topic.getValue())) {
                    absent.add(topic.getKey());
                }
            }
        } catch (KafkaException | TimeoutException | ExecutionException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            return "the Kafka brokers (" + (cause == null ? e : cause).getClass().getSimpleName() + ")";
        }
        return absent.isEmpty() ? null : "topics that do not exist yet: " + String.join(", ", absent);
    }

    private static boolean exists(KafkaFuture<TopicDescription> description)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            description.get(2 * PATIENCE_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }
}
