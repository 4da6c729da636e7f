package io.postroom.local.provision;

import io.postroom.ingestservice.topics.TopicPlan;
import io.postroom.schemas.Names;
import io.postroom.schemas.TopicDifference;
import io.postroom.schemas.TopicTerms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Compares the topics of an existing cluster with their plans, and creates those that are missing. What is there is never
 * changed: somebody may have had a reason.
 */
public final class TopicProvision {
    private static final long PATIENCE_SECONDS = 60;

    private final Admin admin;
    private final Names.Topics topics;
    private final int replicas;

    /** @param replicas copies of each partition of what is created; -1 leaves it to the broker */
    public TopicProvision(Admin admin, Names.Topics topics, int replicas) {
        this.admin = admin;
        this.topics = topics;
        this.replicas = replicas;
    }

    /** What is missing, wrong or otherwise than planned, in the order of the plans. */
    public List<Finding> look(Collection<TopicPlan> plans) {
        Set<String> there = existing(plans);
        Map<String, TopicDescription> descriptions = ask(admin.describeTopics(there).allTopicNames());
        Map<String, Map<String, String>> configs = new HashMap<>();
        ask(admin.describeConfigs(there.stream().map(TopicProvision::resource).toList()).all())
                .forEach((topic, config) -> configs.put(topic.name(), entries(config)));
        List<TopicDifference> differences = new TopicTerms(topics).compare(configs);
        List<Finding> findings = new ArrayList<>();
        for (TopicPlan plan : plans) {
            if (!there.contains(plan.name())) {
                findings.add(Finding.missing("The topic " + plan.name() + " is missing: " + plan.partitions()
                        + " partitions, " + said(plan.configs()) + "."));
                continue;
            }
            int partitions = Objects.requireNonNull(descriptions.get(plan.name())).partitions().size();
            if (partitions != plan.partitions()) {
                findings.add(Finding.wrong("The topic " + plan.name() + " has " + partitions + " partitions and not "
                        + plan.partitions() + ". The number must never change: say --partitions " + partitions
                        + " (postroom.topics.partitions) if all have that many, else make the topic anew while it is empty."));
            }
            differences.stream().filter(difference -> difference.topic().equals(plan.name()))
                    .map(difference -> difference.fault()
                            ? Finding.wrong(difference.sentence())
                            : Finding.otherwise(difference.sentence()))
                    .forEach(findings::add);
        }
        return findings;
    }

    /** Creates what is missing. */
    public void create(Collection<TopicPlan> plans) {
        Set<String> there = existing(plans);
        ask(admin.createTopics(plans.stream().filter(plan -> !there.contains(plan.name()))
                .map(plan -> plan.newTopic(replicas)).toList()).all());
    }

    private Set<String> existing(Collection<TopicPlan> plans) {
        Set<String> all = ask(admin.listTopics().names());
        return plans.stream().map(TopicPlan::name).filter(all::contains).collect(Collectors.toSet());
    }

    private static Map<String, String> entries(Config config) {
        Map<String, String> entries = new HashMap<>();
        config.entries().stream().filter(entry -> entry.value() != null)
                .forEach(entry -> entries.put(entry.name(), entry.value()));
        return entries;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static String said(Map<String, String> configs) {
        return new TreeMap<>(configs).entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static <T> T ask(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException("Kafka did not answer or refused (" + cause.getClass().getSimpleName()
                    + "). Check the brokers, the client properties and the rights of this user.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka was asked.", e);
        }
    }
}
