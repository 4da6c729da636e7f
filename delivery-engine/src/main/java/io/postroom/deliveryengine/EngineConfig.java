package io.postroom.deliveryengine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Configuration of one engine. Everything that is wrong with it is reported at once.
 *
 * @param groupId         the consumer group; the forwarder of the delay topics uses it with {@code -delay} appended
 * @param clientId        the prefix of client ids; distinct for each instance in one process
 * @param kafka           connection properties for every client: {@code bootstrap.servers}, security, and overrides
 * @param topics          the topics of each lane
 * @param delayTiers      the delay topics, shortest first; may be empty, then every wait is spent in memory
 * @param deadLetterTopic the dead-letter topic of a lane topic
 * @param gates           every gate that {@link RequestFacts#gates()} may name
 * @param retries         when to try again
 * @param limits          bounds
 * @param groupProtocol   how partitions are assigned
 */
public record EngineConfig(String groupId, String clientId, Map<String, Object> kafka, Map<Lane, List<String>> topics,
        List<DelayTier> delayTiers, UnaryOperator<String> deadLetterTopic, List<GateConfig> gates, RetryPolicy retries,
        EngineLimits limits, GroupProtocol groupProtocol) {

    /** How partitions are assigned. */
    public enum GroupProtocol {
        /** KIP-848: the broker assigns, step by step. */
        CONSUMER,
        /** The old protocol with the cooperative sticky assignor, for brokers before 4.0. */
        CLASSIC
    }

    public EngineConfig {
        Objects.requireNonNull(groupId, "groupId");
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(deadLetterTopic, "deadLetterTopic");
        Objects.requireNonNull(retries, "retries");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(groupProtocol, "groupProtocol");
        kafka = Map.copyOf(kafka);
        topics = inOrderOfLanes(topics);
        delayTiers = List.copyOf(delayTiers);
        gates = List.copyOf(gates);
        List<String> problems = problems(groupId, clientId, kafka, topics, delayTiers, gates, retries, limits);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("The delivery engine cannot start with this configuration:\n - "
                    + String.join("\n - ", problems));
        }
    }

    /** A configuration with the usual retries, limits and the {@link GroupProtocol#CONSUMER} protocol. */
    public static EngineConfig of(String groupId, String clientId, Map<String, Object> kafka,
            Map<Lane, List<String>> topics, List<DelayTier> delayTiers, UnaryOperator<String> deadLetterTopic,
            List<GateConfig> gates) {
        return new EngineConfig(groupId, clientId, kafka, topics, delayTiers, deadLetterTopic, gates,
                RetryPolicy.defaults(), EngineLimits.defaults(), GroupProtocol.CONSUMER);
    }

    /** The same with other retries. */
    public EngineConfig withRetries(RetryPolicy value) {
        return new EngineConfig(groupId, clientId, kafka, topics, delayTiers, deadLetterTopic, gates, value, limits,
                groupProtocol);
    }

    /** The same with other limits. */
    public EngineConfig withLimits(EngineLimits value) {
        return new EngineConfig(groupId, clientId, kafka, topics, delayTiers, deadLetterTopic, gates, retries, value,
                groupProtocol);
    }

    /** The same with another group protocol. */
    public EngineConfig withGroupProtocol(GroupProtocol value) {
        return new EngineConfig(groupId, clientId, kafka, topics, delayTiers, deadLetterTopic, gates, retries, limits,
                value);
    }

    /** Without connection properties: they hold secrets. */
    @Override
    public String toString() {
        return "EngineConfig[groupId=" + groupId + ", clientId=" + clientId + ", topics=" + topics + ", delayTiers="
                + delayTiers + ", gates=" + gates + ", retries=" + retries + ", limits=" + limits + ", groupProtocol="
                + groupProtocol + "]";
    }

    /** {@code Map.copyOf} has another order in each process; a simulation must replay in any. */
    private static Map<Lane, List<String>> inOrderOfLanes(Map<Lane, List<String>> topics) {
        Map<Lane, List<String>> copy = new EnumMap<>(Lane.class);
        topics.forEach((lane, names) -> copy.put(lane, List.copyOf(names)));
        return Collections.unmodifiableMap(copy);
    }

    private static List<String> problems(String groupId, String clientId, Map<String, Object> kafka,
            Map<Lane, List<String>> topics, List<DelayTier> delayTiers, List<GateConfig> gates, RetryPolicy retries,
            EngineLimits limits) {
        List<String> problems = new ArrayList<>();
        if (groupId.isBlank()) {
            problems.add("groupId is blank; name the consumer group.");
        }
        if (clientId.isBlank()) {
            problems.add("clientId is blank; name this instance.");
        }
        if (!kafka.containsKey("bootstrap.servers")) {
            problems.add("kafka has no bootstrap.servers; say where the brokers are.");
        }
        problems.addAll(topicProblems(topics));
        for (int i = 0; i < delayTiers.size(); i++) {
            DelayTier tier = delayTiers.get(i);
            if (tier.delay().isNegative() || tier.delay().isZero()) {
                problems.add("The delay of topic '" + tier.topic() + "' is " + tier.delay() + "; it must be positive.");
            }
            if (i > 0 && tier.delay().compareTo(delayTiers.get(i - 1).delay()) <= 0) {
                problems.add("The delay tiers are not in order at '" + tier.topic() + "'; list the shortest first.");
            }
        }
        if (gates.isEmpty()) {
            problems.add("There is no gate; name at least one provider.");
        }
        Set<String> names = new HashSet<>();
        for (GateConfig gate : gates) {
            if (!names.add(gate.name())) {
                problems.add("Gate '" + gate.name() + "' is named twice.");
            }
            problems.addAll(gate.problems());
        }
        problems.addAll(retries.problems());
        problems.addAll(limits.problems());
        return problems;
    }

    private static List<String> topicProblems(Map<Lane, List<String>> topics) {
        List<String> problems = new ArrayList<>();
        if (topics.isEmpty()) {
            problems.add("There is no lane; give at least one lane its topics.");
        }
        Set<String> seen = new HashSet<>();
        topics.forEach((lane, names) -> {
            if (names.isEmpty()) {
                problems.add("Lane " + lane + " has no topics; name them or leave the lane out.");
            }
            for (String name : names) {
                if (!seen.add(name)) {
                    problems.add("Topic '" + name + "' is named twice; a topic belongs to one lane.");
                }
            }
        });
        return problems;
    }
}
