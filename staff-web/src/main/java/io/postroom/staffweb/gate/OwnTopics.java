package io.postroom.staffweb.gate;

import io.postroom.schemas.Names;
import io.postroom.schemas.TopicTerms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether the topics that the pages read and write are there, and whether one loses records or keeps them for ever. */
public final class OwnTopics implements Needed {
    private static final Logger log = LoggerFactory.getLogger(OwnTopics.class);
    private static final int ANSWER_MS = 5_000;

    private final Map<String, Object> client;
    private final TopicTerms terms;
    private final Collection<String> topics;
    private Set<String> unseen = Set.of();

    /** @param connection properties of a Kafka client */
    public OwnTopics(Map<String, Object> connection, Names.Topics names) {
        this.client = new HashMap<>(connection);
        this.client.put("request.timeout.ms", ANSWER_MS);
        this.client.put("default.api.timeout.ms", 2 * ANSWER_MS);
        this.terms = new TopicTerms(names);
        this.topics = List.of(names.send(), names.status(), names.decision(), names.control(), names.suppression());
    }

    @Override
    public List<String> faults() throws NoAnswerException, InterruptedException {
        Map<String, Map<String, String>> configs = new HashMap<>();
        Set<String> absent = new TreeSet<>();
        Set<String> hidden = new TreeSet<>();
        try (Admin admin = Admin.create(client)) {
            for (Map.Entry<ConfigResource, KafkaFuture<Config>> asked : admin
                    .describeConfigs(topics.stream().map(OwnTopics::resource).toList()).values().entrySet()) {
                String topic = asked.getKey().name();
                try {
                    configs.put(topic, values(asked.getValue().get()));
                } catch (ExecutionException e) {
                    switch (e.getCause()) {
                        case UnknownTopicOrPartitionException missing -> absent.add(topic);
                        case AuthorizationException refused -> hidden.add(topic);
                        case null, default -> throw new NoAnswerException("the Kafka brokers", e);
                    }
                }
            }
        } catch (KafkaException e) {
            throw new NoAnswerException("the Kafka brokers", e);
        }
        tell(hidden);
        List<String> faults = new ArrayList<>();
        if (!absent.isEmpty()) {
            faults.add("These topics are missing: " + String.join(", ", absent)
                    + ". Create them with ./postroom topics apply.");
        }
        faults.addAll(terms.faults(configs));
        return faults;
    }

    private void tell(Set<String> hidden) {
        if (!hidden.isEmpty() && !hidden.equals(unseen)) {
            log.atWarn().addKeyValue("topics", hidden)
                    .log("These topics are not checked: the right to look at their configuration (DescribeConfigs) is missing");
        }
        unseen = hidden;
    }

    private static Map<String, String> values(Config config) {
        Map<String, String> values = new HashMap<>();
        config.entries().stream().filter(entry -> entry.value() != null)
                .forEach(entry -> values.put(entry.name(), entry.value()));
        return values;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
