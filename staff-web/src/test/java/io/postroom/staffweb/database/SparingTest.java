package io.postroom.staffweb.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SparingTest {
    private final AtomicLong now = new AtomicLong();
    private final List<String> counted = new ArrayList<>();
    private final Sparing<String, Integer> sparing = new Sparing<>(this::count, now::get);

    /** Takes ten units of time. */
    private int count(String what) {
        counted.add(what);
        now.addAndGet(10);
        return counted.size();
    }

    @Test
    void a_count_is_taken_again_after_nineteen_times_as_long_as_it_took_and_no_sooner() {
        // Given
        int first = sparing.of("a");

        // When
        now.addAndGet(189);
        int soon = sparing.of("a");
        now.addAndGet(1);
        int later = sparing.of("a");

        // Then
        assertThat(List.of(first, soon, later)).containsExactly(1, 1, 2);
    }

    @Test
    void each_thing_has_a_count_of_its_own_and_few_are_kept() {
        // Given
        sparing.of("first");

        // When
        for (int i = 0; i < 200; i++) {
            sparing.of("other " + i);
        }
        sparing.of("other 199");
        sparing.of("first");

        // Then
        assertThat(counted).hasSize(202).endsWith("first");
    }
}
