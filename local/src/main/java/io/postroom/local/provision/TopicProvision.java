package io.postroom.local.provision;

import io.postroom.ingestservice.topics.TopicPlan;
import java.util.ArrayList;
import java.util.Collection;
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
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Compares the topics of an existing cluster with their plans, and creates those that are missing. What is there is never
 * changed: somebody may have had a reason.
 */
public final class TopicProvision {
    private static final long PATIENCE_SECONDS = 60;

    private final Admin admin;
    private final int replicas;

    /** @param replicas copies of each partition of what is created; -1 leaves it to the broker */
    public TopicProvision(Admin admin, int replicas) {
        this.admin = admin;
        this.replicas = replicas;
    }

    /** What is missing or wrong, in the order of the plans. */
    public List<Finding> look(Collection<TopicPlan> plans) {
        Set<String> there = existing(plans);
        Map<String, TopicDescription> descriptions = ask(admin.describeTopics(there).allTopicNames());
        Map<ConfigResource, Config> configs = ask(admin.describeConfigs(
                there.stream().map(TopicProvision::resource).toList()).all());
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
            compare(plan, Objects.requireNonNull(configs.get(resource(plan.name()))), findings);
        }
        return findings;
    }

    /** Creates what is missing. */
    public void create(Collection<TopicPlan> plans) {
        Set<String> there = existing(plans);
        ask(admin.createTopics(plans.stream().filter(plan -> !there.contains(plan.name()))
                .map(plan -> plan.newTopic(replicas)).toList()).all());
    }

    private static void compare(TopicPlan plan, Config found, List<Finding> findings) {
        new TreeMap<>(plan.configs()).forEach((name, wanted) -> {
            ConfigEntry entry = found.get(name);
            String value = entry == null ? null : entry.value();
            if (!wanted.equals(value)) {
                findings.add(Finding.wrong("The topic " + plan.name() + " has " + name + "=" + value + " and not "
                        + wanted
                        + ", so that " + consequence(name) + ". Change it with kafka-configs.sh --alter --topic "
                        + plan.name() + " --add-config " + name + "=" + wanted + "."));
            }
        });
    }

    private static String consequence(String config) {
        return switch (config) {
            case TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG -> "a sender's clock decides how long records are kept";
            case TopicConfig.RETENTION_MS_CONFIG -> "people's data is kept for another time than promised";
            case TopicConfig.CLEANUP_POLICY_CONFIG ->
                "records are deleted when they must stay, or stay when they must go";
            case TopicConfig.MAX_MESSAGE_BYTES_CONFIG -> "large records are refused";
            default -> "it is not as planned";
        };
    }

    private Set<String> existing(Collection<TopicPlan> plans) {
        Set<String> all = ask(admin.listTopics().names());
        return plans.stream().map(TopicPlan::name).filter(all::contains).collect(Collectors.toSet());
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
