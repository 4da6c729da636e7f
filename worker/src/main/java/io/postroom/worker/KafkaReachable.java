package io.postroom.worker;

import io.postroom.schemas.Names;
import io.postroom.schemas.TopicTerms;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiPredicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The brokers answer, every topic exists, and none loses requests or keeps them for ever. Never creates or changes one. For one
 * thread.
 */
final class KafkaReachable implements StartCondition {
    private static final Logger log = LoggerFactory.getLogger(KafkaReachable.class);
    private static final int PATIENCE_MS = 5_000;

    private final Map<String, Object> kafka;
    private final TopicTerms terms;
    private final Collection<String> topics;
    private Set<String> unseen = Set.of();

    KafkaReachable(Map<String, Object> kafka, Names.Topics names, Collection<String> topics) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put("default.api.timeout.ms", PATIENCE_MS);
        this.kafka.put("request.timeout.ms", PATIENCE_MS);
        this.terms = new TopicTerms(names);
        this.topics = topics;
    }

    @Override
    public @Nullable String missing() throws InterruptedException {
        // Also made anew each time: a name that cannot be resolved yet fails here.
        try (Admin admin = Admin.create(kafka)) {
            Set<String> absent = new TreeSet<>();
            Set<String> refused = new TreeSet<>();
            answers(admin.describeTopics(topics).topicNameValues(), (topic, failure) -> switch (failure) {
                case UnknownTopicOrPartitionException _ -> absent.add(topic);
                case AuthorizationException _ -> refused.add(topic);
                case null, default -> false;
            });
            if (!refused.isEmpty()) {
                return "the right to see these topics (Read, Write or Describe): " + String.join(", ", refused);
            }
            return absent.isEmpty()
                    ? faults(admin)
                    : "topics that do not exist yet: " + String.join(", ", absent);
        } catch (KafkaException | TimeoutException | ExecutionException e) {
            Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
            return "the Kafka brokers (" + (cause == null ? e : cause).getClass().getSimpleName() + ")";
        }
    }

    private @Nullable String faults(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, KafkaFuture<Config>> asked = new HashMap<>();
        admin.describeConfigs(
                topics.stream().map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList())
                .values().forEach((topic, config) -> asked.put(topic.name(), config));
        Map<String, Map<String, String>> configs = new HashMap<>();
        Set<String> hidden = new TreeSet<>();
        answers(asked, (topic, failure) -> failure instanceof AuthorizationException && hidden.add(topic))
                .forEach((topic, config) -> {
                    Map<String, String> values = new HashMap<>();
                    config.entries().stream().filter(entry -> entry.value() != null)
                            .forEach(entry -> values.put(entry.name(), entry.value()));
                    configs.put(topic, values);
                });
        if (!hidden.isEmpty() && !hidden.equals(unseen)) {
            log.atWarn().addKeyValue("topics", hidden)
                    .log("These topics are not checked: the right to look at their configuration (DescribeConfigs) is missing");
        }
        unseen = hidden;
        List<String> faults = terms.faults(configs);
        return faults.isEmpty() ? null : "topics to be as they must. " + String.join(" ", faults);
    }

    /** @param leftOut takes note of a topic that has no answer; false for a failure that means no answer for any */
    private static <T> Map<String, T> answers(Map<String, KafkaFuture<T>> asked,
            BiPredicate<String, @Nullable Throwable> leftOut)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, T> answers = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<T>> one : asked.entrySet()) {
            try {
                answers.put(one.getKey(), one.getValue().get(2 * PATIENCE_MS, TimeUnit.MILLISECONDS));
            } catch (ExecutionException e) {
                if (!leftOut.test(one.getKey(), e.getCause())) {
                    throw e;
                }
            }
        }
        return answers;
    }
}
