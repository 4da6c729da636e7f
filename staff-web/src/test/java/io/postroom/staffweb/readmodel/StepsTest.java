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
