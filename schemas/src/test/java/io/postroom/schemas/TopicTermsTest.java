package io.postroom.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Priority;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicTermsTest {
    private static final Names.Topics NAMES = new Names.Topics("dvla.");
    private static final String LANE = NAMES.request(Channel.SMS, Priority.BULK);

    private final TopicTerms terms = new TopicTerms(NAMES);

    @Test
    void topics_that_were_created_by_these_terms_do_not_differ() {
        // Given
        Map<String, Map<String, String>> all = Stream
                .concat(NAMES.all().stream(),
                        Stream.of(NAMES.serviceStatus("parking"), NAMES.deadLetter("case-events")))
                .collect(Collectors.toMap(Function.identity(), terms::of));

        // When / Then
        assertThat(terms.compare(all)).isEmpty();
    }

    @Test
    void everything_that_a_topic_cannot_stay_with_is_told_at_once_with_what_to_do() {
        // Given
        Map<String, Map<String, String>> found = Map.of(NAMES.held(),
                with(NAMES.held(), Map.of(TopicTerms.TIMESTAMP_TYPE, "CreateTime", TopicTerms.CLEANUP_POLICY,
                        "compact,delete", TopicTerms.RETENTION, "-1")),
                NAMES.suppression(), with(NAMES.suppression(), Map.of(TopicTerms.CLEANUP_POLICY, "delete")));

        // When
        List<String> faults = terms.faults(found);

        // Then
        assertThat(faults).containsExactly(
                "The topic dvla.notifications.held.v1 has cleanup.policy=compact,delete and not delete, so that records are lost"
                        + " that have a younger one of their key, or all are kept for ever. Change it with kafka-configs.sh --alter"
                        + " --topic dvla.notifications.held.v1 --add-config cleanup.policy=delete.",
                "The topic dvla.notifications.held.v1 has message.timestamp.type=CreateTime and not LogAppendTime, so that a"
                        + " sender's clock decides how long records are kept. Change it with kafka-configs.sh --alter --topic"
                        + " dvla.notifications.held.v1 --add-config message.timestamp.type=LogAppendTime.",
                "The topic dvla.notifications.held.v1 has retention.ms=-1 and not 604800000, so that people's data is kept for more"
                        + " than a year, or for ever. Change it with kafka-configs.sh --alter --topic dvla.notifications.held.v1"
                        + " --add-config retention.ms=604800000.",
                "The topic dvla.notifications.suppression.v1 has cleanup.policy=delete and not compact, so that suppressed addresses"
                        + " are written to again after a while. Change it with kafka-configs.sh --alter --topic"
                        + " dvla.notifications.suppression.v1 --add-config cleanup.policy=compact.");
    }

    @ParameterizedTest
    @CsvSource({"PT23H59M,true", "PT24H,false", "P3D,false", "P366D,false", "P366DT1S,true"})
    void retention_is_a_choice_between_a_day_and_a_year(Duration retention, boolean refused) {
        // Given
        Map<String, Map<String, String>> found = Map.of(LANE,
                with(LANE, Map.of(TopicTerms.RETENTION, Long.toString(retention.toMillis()))));

        // When / Then
        assertThat(terms.compare(found)).singleElement().extracting(TopicDifference::fault).isEqualTo(refused);
    }

    @Test
    void commands_are_kept_for_as_long_as_what_they_concern() {
        // Given
        Map<String, Map<String, String>> found = Map.of(NAMES.control(), terms.of(NAMES.control()), LANE,
                with(LANE, Map.of(TopicTerms.RETENTION, "1209600000")));

        // When / Then
        assertThat(terms.faults(found)).singleElement().asString().startsWith(
                "The topic dvla.notifications.control.v1 has retention.ms=604800000 and not 1209600000, so that a cancellation");
        assertThat(terms.faults(Map.of(LANE, terms.of(LANE), NAMES.control(),
                with(NAMES.control(), Map.of(TopicTerms.RETENTION, "1209600000"))))).isEmpty();
    }

    @Test
    void what_harms_nobody_is_a_difference_and_no_fault() {
        // Given
        Map<String, Map<String, String>> found = Map.of(NAMES.decision(),
                with(NAMES.decision(), Map.of(TopicTerms.RECORD_SIZE, "1048588")), NAMES.suppression(),
                with(NAMES.suppression(), Map.of(TopicTerms.TIMESTAMP_TYPE, "CreateTime")), NAMES.status(),
                Map.of("segment.ms", "1"));

        // When / Then
        assertThat(terms.compare(found)).extracting(TopicDifference::topic).containsExactly(NAMES.decision(),
                NAMES.suppression());
        assertThat(terms.faults(found)).isEmpty();
    }

    private Map<String, String> with(String topic, Map<String, String> changes) {
        Map<String, String> configs = new HashMap<>(terms.of(topic));
        configs.putAll(changes);
        return configs;
    }
}
