package io.postroom.staffweb.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SparingTest {
    private final AtomicLong now = new AtomicLong();
    private final List<String> counted = new ArrayList<>();
    private final List<Runnable> background = new ArrayList<>();
    private final Sparing<String, Integer> sparing = new Sparing<>(this::count, now::get, background::add);
    private long takes = 10;

    private int count(String what) {
        if (takes < 0) {
            throw new IllegalStateException("The database is away.");
        }
        counted.add(what);
        now.addAndGet(takes);
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

    /** Else the older of the two counts could be kept last. */
    @Test
    void what_is_being_counted_is_not_counted_beside_it_however_long_it_takes() {
        // Given
        takes = Duration.ofSeconds(1).toNanos();
        int first = sparing.of("a");
        now.addAndGet(Duration.ofSeconds(20).toNanos());
        sparing.of("a");

        // When
        now.addAndGet(Duration.ofSeconds(11).toNanos());
        int later = sparing.of("a");

        // Then
        assertThat(later).isEqualTo(first);
        assertThat(background).hasSize(1);
        assertThat(counted).hasSize(1);
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

    @Test
    void nobody_waits_for_a_count_that_takes_long_while_there_is_another() {
        // Given
        takes = Duration.ofMillis(60).toNanos();
        int first = sparing.of("a");
        now.addAndGet(19 * takes);

        // When
        int due = sparing.of("a");
        int asked = sparing.of("a");
        background.forEach(Runnable::run);
        int then = sparing.of("a");

        // Then
        assertThat(List.of(first, due, asked, then)).containsExactly(1, 1, 1, 2);
        assertThat(background).hasSize(1);
    }

    @Test
    void a_count_that_is_old_is_waited_for_however_long_it_takes() {
        // Given
        takes = Duration.ofMillis(60).toNanos();
        int first = sparing.of("a");
        now.addAndGet(19 * takes + Duration.ofSeconds(10).toNanos() + 1);

        // When
        int later = sparing.of("a");

        // Then
        assertThat(List.of(first, later)).containsExactly(1, 2);
        assertThat(background).isEmpty();
    }

    @Test
    void a_count_that_fails_in_the_background_is_taken_again() {
        // Given
        takes = Duration.ofMillis(60).toNanos();
        sparing.of("a");
        now.addAndGet(19 * takes);
        sparing.of("a");

        // When
        takes = -1;
        background.getFirst().run();
        takes = Duration.ofMillis(60).toNanos();
        sparing.of("a");

        // Then
        assertThat(background).hasSize(2);
    }
}
