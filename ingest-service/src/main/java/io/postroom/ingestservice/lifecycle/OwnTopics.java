package io.postroom.ingestservice.lifecycle;

import io.postroom.ingestservice.broker.Broker;
import io.postroom.ingestservice.config.IngestSettings;
import io.postroom.ingestservice.topology.Nodes;
import io.postroom.ingestservice.waiting.UnavailableException;
import io.postroom.rules.RuleBook;
import io.postroom.rules.SourceBinding;
import io.postroom.schemas.Names;
import io.postroom.schemas.TopicTerms;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that the topics of Postroom's own are there, that those which are read side by side have as many partitions, and that
 * none of them loses records or keeps them for ever. For one thread.
 */
final class OwnTopics {
    private static final Logger log = LoggerFactory.getLogger(OwnTopics.class);
    private static final List<Channel> CHANNELS = List.of(Channel.SMS, Channel.EMAIL, Channel.LETTER);

    private final Names.Topics topics;
    private final int partitions;
    private final String applicationId;
    private final List<String> serviceStatuses;
    private final List<String> sourceDeadLetters;
    private Set<String> unseen = Set.of();

    OwnTopics(IngestSettings settings, RuleBook rules) {
        this.topics = settings.topics();
        this.partitions = settings.partitions();
        this.applicationId = settings.applicationId();
        this.serviceStatuses = rules.statusTopicServices().stream().sorted().map(topics::serviceStatus).toList();
        // Of the sources that patterns name nobody knows yet, and their rights are given by prefix.
        this.sourceDeadLetters = rules.sources().stream().map(SourceBinding::topic).flatMap(Stream::ofNullable)
                .map(topics::deadLetter).distinct().toList();
    }

    /** One look: throws what is missing or wrong as a sentence. */
    void check(Broker broker) throws UnavailableException {
        List<String> needed = needed();
        List<String> internal = Stream
                .of(Nodes.BY_CASE, Nodes.RECEIPTS_BY_CASE, Nodes.BRAKES,
                        Nodes.BRAKES_FOR_DECIDING, Nodes.BY_RULE, Nodes.RELEASES_BY_RULE, Nodes.RELEASES,
                        Nodes.BY_RECIPIENT)
                .map(name -> applicationId + "-" + name + "-repartition").toList();
        List<String> all = new ArrayList<>(needed);
        all.addAll(internal);
        Map<String, Integer> counts = broker.partitions(all);
        String missing = needed.stream().filter(topic -> !counts.containsKey(topic)).collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new UnavailableException(
                    "These topics are missing: " + missing + ". Create them as the topic plan says.");
        }
        List<String> counted = new ArrayList<>(sameCount());
        counted.addAll(internal);
        String wrong = counted.stream().filter(topic -> counts.getOrDefault(topic, partitions) != partitions)
                .map(topic -> topic + " (" + counts.get(topic) + ")").collect(Collectors.joining(", "));
        if (!wrong.isEmpty()) {
            throw new UnavailableException("These topics must have " + partitions
                    + " partitions, as postroom.topics.partitions says: " + wrong
                    + ". Set it to the number that they have; it must not change later.");
        }
        checkConfigs(broker, needed);
    }

    private void checkConfigs(Broker broker, List<String> needed) throws UnavailableException {
        List<String> looked = new ArrayList<>(needed);
        looked.addAll(sourceDeadLetters);
        Map<String, Map<String, String>> configs = broker.configs(looked);
        Set<String> hidden = new TreeSet<>(needed);
        hidden.removeAll(configs.keySet());
        if (!hidden.isEmpty() && !hidden.equals(unseen)) {
            log.atWarn().addKeyValue("topics", hidden)
                    .log("These topics are not checked: the right to look at their configuration (DescribeConfigs) is missing");
        }
        unseen = hidden;
        List<String> faults = new TopicTerms(topics).faults(configs);
        if (!faults.isEmpty()) {
            throw new UnavailableException(String.join(" ", faults));
        }
    }

    private List<String> needed() {
        List<String> needed = new ArrayList<>(sameCount());
        needed.addAll(List.of(topics.send(), topics.deadLetter(topics.send()), topics.decision(),
                topics.suppression()));
        for (Channel channel : CHANNELS) {
            needed.add(topics.request(channel, Priority.NORMAL));
            needed.add(topics.request(channel, Priority.BULK));
        }
        needed.addAll(serviceStatuses);
        return needed;
    }

    private List<String> sameCount() {
        List<String> same = new ArrayList<>(List.of(topics.held(), topics.control(), topics.status()));
        CHANNELS.forEach(channel -> same.add(topics.receipt(channel)));
        return same;
    }
}
