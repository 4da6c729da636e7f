package io.postroom.staffweb.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.schemas.v1.NotificationState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepsTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.postroom.staffweb.readmodel.Courses#all")
    void a_course_ends_the_same_in_whichever_order_it_is_told(String name, NotificationState end, List<Step> steps) {
        for (List<Step> told : Told.permutations(steps)) {
            // When
            Step current = Steps.current(told);

            // Then
            assertThat(current).extracting(Step::state).isEqualTo(end);
        }
    }

    @Test
    void a_receipt_dated_to_the_minute_is_told_after_what_it_is_about() {
        // Given
        Step created = Told.step(NotificationState.CREATED, 30);
        Step sent = Told.byProvider(NotificationState.SENT, 31, null);
        Step delivered = Told.byProvider(NotificationState.DELIVERED, 0, null);

        // When
        List<Step> story = Steps.story(List.of(delivered, sent, created));

        // Then
        assertThat(story).containsExactly(created, sent, delivered);
    }

    @Test
    void what_a_later_version_says_moves_nothing() {
        // Given
        List<Step> told = List.of(Told.step(NotificationState.SENT, 1),
                Told.step(NotificationState.UNRECOGNISED, 2));

        // When
        Step current = Steps.current(told);

        // Then
        assertThat(current).isEqualTo(told.getFirst());
        assertThat(Steps.current(List.of())).isNull();
    }
}
