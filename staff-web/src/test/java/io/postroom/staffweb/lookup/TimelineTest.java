package io.postroom.staffweb.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.schemas.v1.DecisionOutcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimelineTest {
    private static final Instant MADE = Instant.parse("2026-11-20T09:30:00Z");

    @Test
    void a_message_that_somebody_asked_for_says_so_though_no_decision_is_kept() {
        // When
        List<Timeline.Entry> entries = Timeline.of(course(null));

        // Then
        assertThat(entries).singleElement().extracting(Timeline.Entry::text, Timeline.Entry::at)
                .containsExactly("timeline.asked.REQUESTED", MADE);
    }

    @Test
    void one_that_was_asked_for_again_says_both() {
        // When
        List<Timeline.Entry> entries = Timeline.of(course(null, DecisionOutcome.REPEATED));

        // Then
        assertThat(entries).extracting(Timeline.Entry::text).containsExactly("timeline.asked.REQUESTED",
                "timeline.asked.REPEATED");
    }

    @ParameterizedTest
    @EnumSource(value = DecisionOutcome.class, names = {"REQUESTED", "HELD", "SUPPRESSED", "FAILED", "CANCELLED"})
    void a_decision_that_is_kept_is_told_once_and_as_it_is(DecisionOutcome outcome) {
        // When
        List<Timeline.Entry> entries = Timeline.of(course(null, outcome));

        // Then
        assertThat(entries).extracting(Timeline.Entry::text).containsExactly("timeline.asked." + outcome);
    }

    @Test
    void a_message_of_a_rule_says_nothing_that_was_not_told() {
        // When
        List<Timeline.Entry> entries = Timeline.of(course("rule"));

        // Then
        assertThat(entries).isEmpty();
    }

    private static Found.Course course(@Nullable String rule, DecisionOutcome... outcomes) {
        UUID id = UUID.randomUUID();
        Found.Message message = new Found.Message(id, "student-finance", "SMS", "EN", null, null, "urn:test", "event",
                null, null, rule, "template", MADE, "CREATED", null, MADE);
        return new Found.Course(message, Stream.of(outcomes).map(outcome -> new Found.Verdict("student-finance", null,
                MADE.plusSeconds(1), "template", null, "SMS", outcome.name(), null, null, id)).toList(), List.of(),
                List.of(), true);
    }
}
