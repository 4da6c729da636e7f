package io.postroom.local;

import io.postroom.ingestservice.topics.TopicPlan;
import io.postroom.ingestservice.topics.TopicPlans;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** Creates the topics that ingest's plan names, as a platform team does before an installation. */
final class Topics {
    private static final int ONE_COPY = 1;
    private static final long PATIENCE_SECONDS = 30;

    private Topics() {}

    static void create(String bootstrapServers, PlatformOptions options) {
        TopicPlans plans = new TopicPlans(options.topics(), options.partitions());
        RuleSources rules = RuleSources.of(options.rulesFolder());
        Set<String> sources = new LinkedHashSet<>(options.sources());
        sources.addAll(rules.topics());
        List<TopicPlan> wanted = new ArrayList<>(plans.fixed());
        wanted.addAll(plans.sources(sources));
        wanted.addAll(plans.deadLettersOf(sources));
        wanted.addAll(plans.serviceStatuses(rules.statusTopicServices()));
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            Set<String> there = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            List<NewTopic> missing = wanted.stream().filter(plan -> !there.contains(plan.name()))
                    .collect(Collectors.toMap(TopicPlan::name, plan -> plan.newTopic(ONE_COPY), (one, other) -> one))
                    .values().stream().toList();
            admin.createTopics(missing).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The topics could not be created.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while topics were created.", e);
        }
    }
}
