package io.postroom.ingestservice.topics;

import io.postroom.schemas.Names;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The plans of every topic that an installation needs. Source topics belong to the back office and are not among them,
 * but their dead letters are.
 *
 * <p>Every topic of Postroom's own is stamped by the broker, so that no sender's clock decides how long a record is kept.
 * Immutable; safe for use by any thread.
 */
public final class TopicPlans {
    /** Requests hold people's addresses and what is written to them; nothing keeps those for longer by itself. */
    private static final Duration RETENTION = Duration.ofDays(7);
    /** Dead letters wait for a person, who may be on leave for a week. */
    private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(14);
    /** A decision names every recipient of its event; a dead letter is its record and headers that say why. */
    private static final int LARGE_RECORD_BYTES = 4 * 1024 * 1024;

    private final Names.Topics topics;
    private final int partitions;

    /**
     * Plans for one installation.
     *
     * @param partitions of each topic; held, control, status and the receipts must all have the same number
     */
    public TopicPlans(Names.Topics topics, int partitions) {
        this.topics = topics;
        this.partitions = partitions;
    }

    /** Every topic of Postroom's own whose name does not depend on rules. */
    public List<TopicPlan> fixed() {
        List<String> names = topics.all();
        Set<String> deadLetters = names.stream().map(topics::deadLetter).collect(Collectors.toSet());
        return names.stream().map(name -> deadLetters.contains(name) ? deadLetter(name) : fixed(name)).toList();
    }

    private TopicPlan fixed(String name) {
        if (name.equals(topics.suppression())) {
            return suppression();
        }
        return name.equals(topics.decision()) ? large(name, RETENTION) : plan(name, RETENTION);
    }

    /** Dead letters of source topics. */
    public List<TopicPlan> deadLettersOf(Collection<String> sources) {
        return sources.stream().map(topics::deadLetter).map(this::deadLetter).toList();
    }

    /** Status topics of services whose rule sets ask for one. */
    public List<TopicPlan> serviceStatuses(Collection<String> services) {
        return services.stream().map(topics::serviceStatus).map(name -> plan(name, RETENTION)).toList();
    }

    /** A source topic, where there is no back office that brings its own: for trying out and for tests. */
    public List<TopicPlan> sources(Collection<String> sources) {
        return sources.stream().map(name -> plan(name, RETENTION)).toList();
    }

    private TopicPlan suppression() {
        return new TopicPlan(topics.suppression(), partitions,
                Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime", TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    private TopicPlan deadLetter(String name) {
        return large(name, DEAD_LETTER_RETENTION);
    }

    private TopicPlan plan(String name, Duration retention) {
        return new TopicPlan(name, partitions, configs(retention));
    }

    private TopicPlan large(String name, Duration retention) {
        Map<String, String> configs = new LinkedHashMap<>(configs(retention));
        configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LARGE_RECORD_BYTES));
        return new TopicPlan(name, partitions, configs);
    }

    private static Map<String, String> configs(Duration retention) {
        return Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime", TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE, TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(retention.toMillis()));
    }
}
