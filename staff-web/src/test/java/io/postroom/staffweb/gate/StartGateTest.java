package io.postroom.staffweb.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.Lifecycle;

class StartGateTest {
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final Behind behind = new Behind();
    private volatile boolean silent;
    private final Needed topics = () -> {
        if (silent) {
            throw new Needed.NoAnswerException("the Kafka brokers", new IOException());
        }
        return new ArrayList<>(faults);
    };
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final StartGate gate = new StartGate(List.of(topics, () -> List.of()), List.of(behind),
            Duration.ofMillis(5), meters);

    @AfterEach
    void stop() {
        gate.stop();
    }

    @Test
    void nothing_begins_and_nobody_is_sent_here_before_all_is_as_it_must_be() {
        // Given
        faults.addAll(List.of("The one.", "The other."));
        assertThat(gate.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);

        // When
        gate.start();

        // Then
        await().untilAsserted(
                () -> assertThat(gate.health().getDetails()).containsEntry("waitingFor", "The one. The other."));
        assertThat(gate.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(behind.isRunning()).isFalse();
        assertThat(meters.get("postroom.staff.waiting").gauge().value()).isEqualTo(1);
        assertThat(gate.hasBegun()).isFalse();

        // When
        faults.clear();

        // Then
        await().until(behind::isRunning);
        await().until(gate::hasBegun);
        assertThat(meters.get("postroom.staff.waiting").gauge().value()).isZero();
        assertThat(gate.health().getStatus()).isEqualTo(Status.UP);
        assertThat(gate.health().getDetails()).isEmpty();
    }

    @Test
    void who_does_not_answer_shuts_no_page() {
        // Given
        silent = true;

        // When
        gate.start();

        // Then
        await().untilAsserted(() -> assertThat(gate.health().getStatus()).isEqualTo(Status.UP));
        assertThat(gate.health().getDetails()).containsEntry("waitingFor",
                "No answer from the Kafka brokers (IOException).");
        assertThat(behind.isRunning()).isFalse();

        // When
        silent = false;

        // Then
        await().until(behind::isRunning);
    }

    @Test
    void a_start_that_fails_is_told_and_tried_again() {
        // Given
        behind.failures = 2;

        // When
        gate.start();

        // Then
        await().until(behind::isRunning);
        await().untilAsserted(() -> assertThat(gate.health().getStatus()).isEqualTo(Status.UP));
        assertThat(behind.failures).isZero();
    }

    @Test
    void a_stop_while_it_is_shut_starts_nothing() {
        // Given
        faults.add("The one.");
        gate.start();
        await().until(() -> gate.health().getDetails().containsValue("The one."));

        // When
        gate.stop();
        faults.clear();

        // Then
        assertThat(gate.isRunning()).isFalse();
        assertThat(behind.isRunning()).isFalse();
    }

    private static final class Behind implements Lifecycle {
        private volatile boolean running;
        private volatile int failures;

        @Override
        public void start() {
            if (failures > 0) {
                failures--;
                if (failures == 0) {
                    throw new NoClassDefFoundError("not yet either");
                }
                throw new IllegalStateException("not yet");
            }
            running = true;
        }

        @Override
        public void stop() {
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }
    }
}
