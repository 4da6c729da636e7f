package io.postroom.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.postroom.helm.support.Chart;
import io.postroom.helm.support.Manifests;
import io.postroom.helm.support.Manifests.Kind;
import io.postroom.ingestservice.topics.TopicPlan;
import io.postroom.ingestservice.topics.TopicPlans;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Priority;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Topics, groups and rights of the chart are those of the code. */
class KafkaNamesTest {
    private static final Names.Topics NAMES = new Names.Topics("dvla.");
    private static final List<String> SOURCES = List.of("case-events", "permits-out");

    @Test
    void the_operator_s_topics_are_those_of_the_plan() {
        // Given
        TopicPlans plans = new TopicPlans(NAMES, 12);
        List<TopicPlan> planned = new ArrayList<>(plans.fixed());
        planned.addAll(plans.deadLettersOf(SOURCES));
        planned.addAll(plans.serviceStatuses(List.of("parking")));

        // When
        List<TopicPlan> rendered = Chart.rendered("strimzi").of(new Kind("KafkaTopic")).stream()
                .map(topic -> new TopicPlan(topic.path("spec").path("topicName").asText(),
                        topic.path("spec").path("partitions").asInt(), map(topic.path("spec").path("config"))))
                .toList();

        // Then
        assertThat(rendered).containsExactlyInAnyOrderElementsOf(planned);
        assertThat(Chart.rendered("strimzi").of(new Kind("KafkaTopic"))).allSatisfy(topic -> {
            assertThat(topic.path("metadata").path("annotations").path("helm.sh/resource-policy").asText())
                    .isEqualTo("keep");
            assertThat(topic.path("spec").path("replicas").asInt()).isEqualTo(3);
        });
    }

    @ParameterizedTest
    @EnumSource(value = Channel.class, names = {"SMS", "EMAIL", "LETTER"})
    void a_worker_may_do_what_it_does_and_no_more(Channel channel) {
        // Given
        String word = channel.name().toLowerCase(Locale.ROOT);
        Map<String, Set<String>> needed = new HashMap<>();
        for (Priority lane : List.of(Priority.NORMAL, Priority.BULK)) {
            needed.put("topic literal " + NAMES.request(channel, lane), Set.of("Read", "Write", "DescribeConfigs"));
            needed.put("topic literal " + NAMES.deadLetter(NAMES.request(channel, lane)),
                    Set.of("Write", "DescribeConfigs"));
        }
        for (Names.Delay delay : Names.Delay.values()) {
            needed.put("topic literal " + NAMES.delay(channel, delay), Set.of("Read", "Write", "DescribeConfigs"));
        }
        needed.put("topic literal " + NAMES.control(), Set.of("Read", "DescribeConfigs"));
        needed.put("topic literal " + NAMES.status(), Set.of("Write", "DescribeConfigs"));
        needed.put("topic literal " + NAMES.receipt(channel), Set.of("Write", "DescribeConfigs"));
        needed.put("group prefix dvla.postroom-" + word + "-", Set.of("Read"));
        needed.put("transactionalId prefix dvla.postroom-" + word + "-", Set.of("Write"));

        // When / Then
        assertThat(rights("rel-postroom-" + word + "-worker")).isEqualTo(needed);
    }

    @Test
    void ingest_may_do_what_it_does_and_no_more() {
        // When
        Map<String, Set<String>> rights = rights("rel-postroom-ingest");

        // Then
        Set<String> topics = new HashSet<>(NAMES.all());
        topics.addAll(SOURCES);
        SOURCES.forEach(source -> topics.add(NAMES.deadLetter(source)));
        topics.add(NAMES.serviceStatus("parking"));
        rights.keySet().stream().filter(right -> right.startsWith("topic literal "))
                .forEach(right -> assertThat(topics).contains(right.substring("topic literal ".length())));
        assertThat(rights).containsEntry("topic literal case-events", Set.of("Read"))
                .containsEntry("topic literal " + NAMES.decision(), Set.of("Write", "DescribeConfigs"))
                .containsEntry("topic prefix dvla.postroom-ingest-",
                        Set.of("Read", "Write", "Create", "Delete", "DescribeConfigs"))
                .containsEntry("group literal dvla.postroom-ingest", Set.of("Read"))
                .containsEntry("transactionalId prefix dvla.postroom-ingest-", Set.of("Write"))
                .doesNotContainKey("topic literal " + NAMES.delay(Channel.SMS, Names.Delay.ONE_HOUR));
        assertThat(rights.values()).noneMatch(operations -> operations.contains("All"));
        // What ingest checks at its start, and nothing of the back office's.
        Set<String> checked = new HashSet<>(topics);
        checked.removeAll(SOURCES);
        checked.removeIf(
                topic -> topic.contains(".delay.") || topic.contains("request") && topic.contains("dead-letter"));
        assertThat(rights.keySet().stream().filter(right -> right.startsWith("topic literal ")
                && rights.getOrDefault(right, Set.of()).contains("DescribeConfigs"))
                .map(right -> right.substring("topic literal ".length())))
                .containsExactlyInAnyOrderElementsOf(checked);
    }

    @Test
    void the_staff_pages_may_do_what_they_do_and_no_more() {
        // When
        Map<String, Set<String>> rights = rights("rel-postroom-staff-web");

        // Then
        Map<String, Set<String>> needed = new HashMap<>();
        for (String both : List.of(NAMES.status(), NAMES.control(), NAMES.suppression())) {
            needed.put("topic literal " + both, Set.of("Read", "Write", "DescribeConfigs"));
        }
        needed.put("topic literal " + NAMES.decision(), Set.of("Read", "DescribeConfigs"));
        needed.put("topic literal " + NAMES.send(), Set.of("Write", "DescribeConfigs"));
        needed.put("group prefix dvla.postroom-staff", Set.of("Read"));
        assertThat(rights).isEqualTo(needed);
    }

    @Test
    void the_release_s_own_test_sees_topics_and_nothing_in_them() {
        // Given
        TopicPlans plans = new TopicPlans(NAMES, 12);
        Map<String, Set<String>> needed = new HashMap<>();
        for (List<TopicPlan> some : List.of(List.copyOf(plans.fixed()), List.copyOf(plans.deadLettersOf(SOURCES)),
                List.copyOf(plans.serviceStatuses(List.of("parking"))))) {
            some.forEach(plan -> needed.put("topic literal " + plan.name(), Set.of("Describe", "DescribeConfigs")));
        }

        // When / Then
        assertThat(rights("rel-postroom-test")).isEqualTo(needed);
        assertThat(Chart.render("strimzi", Map.of("provisioning.kafkaSecret", "ours")).of(new Kind("KafkaUser")))
                .noneMatch(user -> Manifests.name(user).equals("rel-postroom-test"));
    }

    @Test
    void a_topic_whose_name_is_none_for_an_object_has_its_own_name_in_it() {
        // When
        List<JsonNode> topics = Chart.render("strimzi", Map.of("topics.sources[0]", "Case_Events", "topics.sources[1]",
                "case-events")).of(new Kind("KafkaTopic"));

        // Then
        assertThat(topics).allSatisfy(
                topic -> assertThat(Manifests.name(topic)).matches("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?"));
        assertThat(topics).extracting(Manifests::name).doesNotHaveDuplicates();
        assertThat(topics).extracting(topic -> topic.path("spec").path("topicName").asText())
                .contains("Case_Events.dead-letter.v1", "case-events.dead-letter.v1");
    }

    @Test
    void what_is_behind_is_measured_where_it_is_read() {
        // When
        List<JsonNode> triggers = new ArrayList<>();
        Chart.rendered("keda").of(new Kind("ScaledObject"))
                .forEach(scaled -> scaled.path("spec").path("triggers").forEach(triggers::add));

        // Then
        assertThat(triggers)
                .extracting(trigger -> trigger.path("metadata").path("consumerGroup").asText() + " "
                        + trigger.path("metadata").path("topic").asText())
                .containsExactlyInAnyOrder("postroom-ingest case-events",
                        "postroom-ingest " + Names.Topics.DEFAULT.send(),
                        "postroom-letter-normal " + Names.Topics.DEFAULT.request(Channel.LETTER, Priority.NORMAL),
                        "postroom-letter-bulk " + Names.Topics.DEFAULT.request(Channel.LETTER, Priority.BULK));
    }

    private static Map<String, Set<String>> rights(String user) {
        Map<String, Set<String>> rights = new HashMap<>();
        Chart.rendered("strimzi").one(new Kind("KafkaUser"), user).path("spec").path("authorization").path("acls")
                .forEach(acl -> {
                    JsonNode resource = acl.path("resource");
                    Set<String> operations = new HashSet<>();
                    acl.path("operations").forEach(operation -> operations.add(operation.asText()));
                    Set<String> before = rights.put(resource.path("type").asText() + " "
                            + resource.path("patternType").asText() + " " + resource.path("name").asText(), operations);
                    assertThat(before).as("%s is granted once", Manifests.name(resource)).isNull();
                });
        return rights;
    }

    private static Map<String, String> map(JsonNode config) {
        Map<String, String> map = new TreeMap<>();
        config.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }
}
