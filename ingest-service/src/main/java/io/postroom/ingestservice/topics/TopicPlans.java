package io.postroom.ingestservice.topics;

import io.postroom.schemas.Names;
import io.postroom.schemas.TopicTerms;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The plans of every topic that an installation needs. Source topics belong to the back office and are not among them,
 * but their dead letters are.
 *
 * <p>How each is configured is said by {@link TopicTerms}. Immutable; safe for use by any thread.
 */
public final class TopicPlans {
    private final Names.Topics topics;
    private final int partitions;
    private final TopicTerms terms;

    /**
     * Plans for one installation.
     *
     * @param partitions of each topic; held, control, status and the receipts must all have the same number
     */
    public TopicPlans(Names.Topics topics, int partitions) {
        this.topics = topics;
        this.partitions = partitions;
        this.terms = new TopicTerms(topics);
    }

    /** Every topic of Postroom's own whose name does not depend on rules. */
    public List<TopicPlan> fixed() {
        return plans(topics.all().stream());
    }

    /** Dead letters of source topics. */
    public List<TopicPlan> deadLettersOf(Collection<String> sources) {
        return plans(sources.stream().map(topics::deadLetter));
    }

    /** Status topics of services whose rule sets ask for one. */
    public List<TopicPlan> serviceStatuses(Collection<String> services) {
        return plans(services.stream().map(topics::serviceStatus));
    }

    /** A source topic, where there is no back office that brings its own: for trying out and for tests. */
    public List<TopicPlan> sources(Collection<String> sources) {
        return plans(sources.stream());
    }

    private List<TopicPlan> plans(Stream<String> names) {
        return names.map(name -> new TopicPlan(name, partitions, terms.of(name))).toList();
    }
}
