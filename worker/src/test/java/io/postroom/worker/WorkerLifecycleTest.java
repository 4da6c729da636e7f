package io.postroom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postroom.deliveryengine.DeliveryEngine;
import io.postroom.deliveryengine.EngineConfig;
import io.postroom.deliveryengine.GateConfig;
import io.postroom.deliveryengine.Lane;
import io.postroom.deliveryengine.Outcome;
import io.postroom.deliveryengine.UnreadableRecordException;
import io.postroom.worker.control.Commands;
import io.postroom.worker.control.ControlFollower;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A start in which something goes wrong that nobody thought of. */
class WorkerLifecycleTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final DeliveryEngine<String> engine = DeliveryEngine.<String>builder(
            EngineConfig.of("group", "client", Map.of("bootstrap.servers", "127.0.0.1:1"),
                    Map.of(Lane.NORMAL, List.of("topic")), List.of(), topic -> topic + ".dead",
                    List.of(GateConfig.of("provider", 0, 1))),
            record -> {
                throw new UnreadableRecordException("nothing is read here", null);
            }, delivery -> Outcome.delivered(), (delivery, outcome) -> {}).build();
    private final List<StartCondition> conditions = new java.util.ArrayList<>();
    private WorkerLifecycle lifecycle;

    private void start() {
        lifecycle = new WorkerLifecycle(conditions, new LazyPublisher(() -> {
            throw new LinkageError("broken");
        }), List.of(), new ControlFollower("control", () -> {
            throw new IllegalStateException("not reached");
        }, record -> {
            throw new UnreadableRecordException("not reached", null);
        }, new Commands(), Clock.systemUTC()), engine, Duration.ofSeconds(1));
        lifecycle.start();
    }

    @AfterEach
    void stop() {
        lifecycle.stop();
    }

    @Test
    void aConditionThatFailsIsNamedAndAskedAgain() {
        // Given
        conditions.add(() -> {
            asked.incrementAndGet();
            throw new IllegalStateException("broken");
        });

        // When
        start();

        // Then
        await().untilAsserted(() -> assertThat(lifecycle.waitingFor())
                .contains("a step of the start, which failed (IllegalStateException)"));
        await().until(() -> asked.get() > 1);
        assertThat(lifecycle.live()).isTrue();
        assertThat(lifecycle.ready()).isFalse();
    }

    @Test
    void aStartThatCannotGoOnIsNotLive() {
        // When
        start();

        // Then
        await().until(() -> !lifecycle.live());
        assertThat(lifecycle.ready()).isFalse();
    }
}
