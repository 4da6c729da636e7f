package io.postroom.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How each topic of Postroom's own has to be configured, in the words of Kafka's topic configuration, and how one that is
 * there differs. The one place that says so, for whoever creates, compares or uses topics.
 *
 * <p>Where topics differ, a difference either loses messages or keeps personal data without end, which nobody may begin to work
 * with, or it is another choice. Records are stamped by the broker, since the stamp decides when a topic deletes them. Immutable;
 * safe for use by any thread.
 */
public final class TopicTerms {
    /** Who stamps a record: {@code LogAppendTime} is the broker. */
    public static final String TIMESTAMP_TYPE = "message.timestamp.type";
    /** Whether old records are deleted, or those that have a younger one of their key. */
    public static final String CLEANUP_POLICY = "cleanup.policy";
    /** How long records are kept, in milliseconds; -1 is for ever. */
    public static final String RETENTION = "retention.ms";
    /** How large a batch may be, in bytes. */
    public static final String RECORD_SIZE = "max.message.bytes";

    /** Below it, what waits over a night's outage of a reader or a provider would be gone in the morning. */
    static final Duration SHORTEST = Duration.ofDays(1);
    /** Above it nobody means a time after which personal data go. */
    static final Duration LONGEST = Duration.ofDays(366);

    private static final String BROKER_S_TIME = "LogAppendTime";
    private static final String DELETE = "delete";
    private static final String COMPACT = "compact";
    /** Requests hold people's addresses and what is written to them; nothing keeps those for longer by itself. */
    private static final Duration USUAL = Duration.ofDays(7);
    /** Dead letters wait for a person, who may be on leave for a week. */
    private static final Duration DEAD_LETTERS = Duration.ofDays(14);
    /** A decision names every recipient of its event; a dead letter is its record and headers that say why. */
    private static final int LARGE_RECORD_BYTES = 4 * 1024 * 1024;

    private final Names.Topics topics;

    /** The terms of one installation. */
    public TopicTerms(Names.Topics topics) {
        this.topics = topics;
    }

    /** The configuration with which a topic is created; one that is not of Postroom's own is like most of them. */
    public Map<String, String> of(String topic) {
        Map<String, String> terms = new LinkedHashMap<>();
        terms.put(TIMESTAMP_TYPE, BROKER_S_TIME);
        if (topic.equals(topics.suppression())) {
            terms.put(CLEANUP_POLICY, COMPACT);
            return terms;
        }
        boolean deadLetters = topics.isDeadLetter(topic);
        terms.put(CLEANUP_POLICY, DELETE);
        terms.put(RETENTION, Long.toString((deadLetters ? DEAD_LETTERS : USUAL).toMillis()));
        if (deadLetters || topic.equals(topics.decision())) {
            terms.put(RECORD_SIZE, Integer.toString(LARGE_RECORD_BYTES));
        }
        return terms;
    }

    /**
     * How topics differ, by name.
     *
     * @param found what each topic has by now, the broker's defaults included; what it does not say is not judged
     */
    public List<TopicDifference> compare(Map<String, Map<String, String>> found) {
        List<TopicDifference> differences = new ArrayList<>();
        new TreeMap<>(found).forEach((topic, has) -> new TreeMap<>(of(topic)).forEach((config, wanted) -> {
            String value = has.get(config);
            if (value != null && !wanted.equals(value)) {
                differences.add(difference(topic, config, value, wanted));
            }
        }));
        forgottenCommands(found).ifPresent(differences::add);
        return List.copyOf(differences);
    }

    /** Those of the differences that nobody may begin to work with, as sentences. */
    public List<String> faults(Map<String, Map<String, String>> found) {
        return compare(found).stream().filter(TopicDifference::fault).map(TopicDifference::sentence).toList();
    }

    private TopicDifference difference(String topic, String config, String value, String wanted) {
        boolean compacted = topic.equals(topics.suppression());
        return switch (config) {
            case TIMESTAMP_TYPE -> new TopicDifference(topic, config, value, wanted,
                    // What is compacted goes by its key, whatever its age.
                    "a sender's clock decides how long records are kept", !compacted);
            case CLEANUP_POLICY -> new TopicDifference(topic, config, value, wanted,
                    compacted
                            ? "suppressed addresses are written to again after a while"
                            : "records are lost that have a younger one of their key, or all are kept for ever",
                    true);
            case RETENTION -> retention(topic, value, wanted);
            default -> new TopicDifference(topic, config, value, wanted, "large records are refused", false);
        };
    }

    private static TopicDifference retention(String topic, String value, String wanted) {
        long millis = Long.parseLong(value);
        if (endless(millis)) {
            return new TopicDifference(topic, RETENTION, value, wanted,
                    "people's data is kept for more than a year, or for ever", true);
        }
        if (millis < SHORTEST.toMillis()) {
            return new TopicDifference(topic, RETENTION, value, wanted,
                    "records are deleted before whoever was away for a day has read them", true);
        }
        return new TopicDifference(topic, RETENTION, value, wanted,
                "people's data is kept for another time than promised", false);
    }

    /** A command has to be there for as long as what it takes back may stand on a lane: workers read all of them at each start. */
    private Optional<TopicDifference> forgottenCommands(Map<String, Map<String, String>> found) {
        Map<String, String> control = found.getOrDefault(topics.control(), Map.of());
        long kept = Long.parseLong(control.getOrDefault(RETENTION, "-1"));
        Set<String> lanes = topics.requests();
        long longest = found.entrySet().stream().filter(entry -> lanes.contains(entry.getKey()))
                .map(entry -> entry.getValue().get(RETENTION)).filter(Objects::nonNull).mapToLong(Long::parseLong)
                .filter(millis -> !endless(millis)).max().orElse(0);
        return kept < SHORTEST.toMillis() || kept >= longest
                ? Optional.empty()
                : Optional.of(new TopicDifference(topics.control(), RETENTION, Long.toString(kept),
                        Long.toString(longest),
                        "a cancellation or a stop is forgotten while what it concerns is still on a request topic",
                        true));
    }

    private static boolean endless(long millis) {
        return millis < 0 || millis > LONGEST.toMillis();
    }
}
