package io.postroom.ingestservice.sources;

import io.postroom.ingestservice.broker.Broker;
import io.postroom.ingestservice.topics.TopicPlan;
import io.postroom.ingestservice.topics.TopicPlans;
import io.postroom.ingestservice.waiting.UnavailableException;
import io.postroom.schemas.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then which sources are missing, says so, and sees to it that those that exist have a dead-letter topic.
 *
 * <p>{@link #look} is for one thread; the rest is safe for use by any.
 */
public final class SourceWatch {
    private static final Logger log = LoggerFactory.getLogger(SourceWatch.class);

    private final SourceTopics sources;
    private final Broker broker;
    private final Names.Topics topics;
    private final TopicPlans plans;
    private final int replicas;
    private volatile List<String> missing = List.of();
    private volatile Set<String> withDeadLetters = Set.of();

    /**
     * A watch over the sources of one installation.
     *
     * @param replicas copies of each dead-letter topic that has to be created; -1 leaves it to the broker
     */
    public SourceWatch(SourceTopics sources, Broker broker, Names.Topics topics, TopicPlans plans, int replicas) {
        this.sources = sources;
        this.broker = broker;
        this.topics = topics;
        this.plans = plans;
        this.replicas = replicas;
    }

    /** Sources that are configured and do not exist, as the rule files name them. */
    public List<String> missing() {
        return missing;
    }

    /**
     * Where the records of a topic go that cannot be read. A source whose own dead-letter topic does not exist, and may not
     * be created, uses the send topic's: a topic that is missing would stop the stream.
     */
    public String deadLetterTopic(String topic) {
        String own = topics.deadLetter(topic);
        return withDeadLetters.contains(topic) ? own : topics.deadLetter(topics.send());
    }

    /** Looks once. */
    public void look() throws UnavailableException {
        Set<String> existing = broker.topics();
        report(sources.missingFrom(existing));
        Set<String> covered = new HashSet<>();
        for (String source : sources.presentIn(existing)) {
            if (existing.contains(topics.deadLetter(source)) || create(source)) {
                covered.add(source);
            }
        }
        withDeadLetters = Set.copyOf(covered);
    }

    private boolean create(String source) {
        TopicPlan plan = plans.deadLettersOf(List.of(source)).getFirst();
        try {
            broker.create(plan.newTopic(replicas));
            log.atInfo().addKeyValue("topic", plan.name()).log("Created the dead-letter topic of a source");
            return true;
        } catch (UnavailableException e) {
            log.atWarn().addKeyValue("topic", plan.name()).addKeyValue("reason", e.getMessage())
                    .log("A source has no dead-letter topic; unreadable records go to that of the send topic");
            return false;
        }
    }

    private void report(List<String> nowMissing) {
        for (String source : nowMissing) {
            if (!missing.contains(source)) {
                log.atWarn().addKeyValue("source", source)
                        .log("A source topic is missing; it will be read as soon as it exists");
            }
        }
        for (String source : missing) {
            if (!nowMissing.contains(source)) {
                log.atInfo().addKeyValue("source", source).log("A source topic has appeared");
            }
        }
        missing = List.copyOf(nowMissing);
    }
}
