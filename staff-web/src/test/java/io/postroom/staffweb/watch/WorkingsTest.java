package io.postroom.staffweb.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class WorkingsTest {
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean goesOn = new AtomicBoolean();
    private final Workings workings = new Workings(begun::get, Map.of("readModel", goesOn::get, "outbox", () -> true));

    @Test
    void what_was_not_started_yet_is_not_missed() {
        // When
        Status status = workings.health().getStatus();

        // Then
        assertThat(status).isEqualTo(Status.UP);
    }

    @Test
    void what_was_started_and_has_ended_is_named_and_only_a_new_process_mends_it() {
        // Given
        begun.set(true);
        goesOn.set(true);
        assertThat(workings.health().getStatus()).isEqualTo(Status.UP);

        // When
        goesOn.set(false);

        // Then
        assertThat(workings.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(workings.health().getDetails()).containsOnlyKeys("readModel");
    }
}
