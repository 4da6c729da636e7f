package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a lane says to the dispatcher, and when, as partitions leave it. */
class LaneSessionTest {
    private static final TopicPartition STAYS = new TopicPartition("topic", 0);
    private static final TopicPartition LEAVES = new TopicPartition("topic", 1);
    private static final DispatchEvent.Share LEFT = new DispatchEvent.Share(Lane.NORMAL, 1, 2);

    private final EngineConfig config = EngineConfig.of("group", "client", Map.of("bootstrap.servers", "nowhere"),
            Map.of(Lane.NORMAL, List.of("topic")), List.of(), topic -> topic + ".dead",
            List.of(GateConfig.of("provider", 0, 1)));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<DispatchEvent> said = new ArrayList<>();
    private long now;
    private int passesUntilDrained;
    private boolean drainsAtOnce;
    private final EngineTime time = new EngineTime(() -> Instant.EPOCH, () -> now);
    private final FakeLaneBroker broker = new FakeLaneBroker();
    private final LaneSession session = new LaneSession(Lane.NORMAL, config, broker, time,
            new EngineMeters(registry, time, config), new Mailbox<>(), this::say, this::pass, topic -> -1);

    @BeforeEach
    void assign() {
        session.assigned(List.of(STAYS, LEAVES));
        said.clear();
    }

    private void say(DispatchEvent event) {
        said.add(event);
        if (drainsAtOnce && event instanceof DispatchEvent.Close close) {
            close.ticket().markDrained();
        }
    }

    private void pass(long nanos) {
        now += nanos;
        passesUntilDrained--;
        if (passesUntilDrained == 0) {
            ticket().markDrained();
        }
    }

    private DrainTicket ticket() {
        return said.stream().filter(DispatchEvent.Close.class::isInstance).map(DispatchEvent.Close.class::cast)
                .reduce((first, second) -> second).orElseThrow().ticket();
    }

    private Timer drains(boolean complete) {
        return registry.get("postroom.engine.drain").tag("complete", Boolean.toString(complete)).timer();
    }

    @Test
    void whatDrainsKeepsItsPartOfTheRateUntilTheDispatcherGivesItUp() {
        // Given
        passesUntilDrained = 4;

        // When
        session.revoked(List.of(LEAVES));

        // Then
        assertThat(said).hasExactlyElementsOfTypes(DispatchEvent.Close.class, DispatchEvent.Closed.class);
        assertThat(ticket().shareLeft()).contains(LEFT);
        assertThat(drains(true).totalTime(TimeUnit.MILLISECONDS)).isEqualTo(200);
    }

    @Test
    void whatDoesNotDrainInTimeLosesItAtOnce() {
        // When
        session.revoked(List.of(LEAVES));

        // Then
        assertThat(said).hasExactlyElementsOfTypes(DispatchEvent.Close.class, DispatchEvent.Share.class,
                DispatchEvent.Abandon.class, DispatchEvent.Closed.class);
        assertThat(said).contains(LEFT);
        assertThat(Duration.ofNanos((long) drains(false).totalTime(TimeUnit.NANOSECONDS)))
                .isEqualTo(config.limits().drainTime());
    }

    /** A partition that is revoked while the lane stops drains beside all of them, and its share would be the last that is told. */
    @Test
    void aLaneThatHasStoppedHasNoPartOfTheRate() {
        // Given
        drainsAtOnce = true;

        // When
        session.stop(now);

        // Then
        assertThat(said).last().isEqualTo(new DispatchEvent.Share(Lane.NORMAL, 0, 2));
    }

    /** Until then the shares of all instances together may be more than all of the rate. */
    @Test
    void partitionsThatAreAddedMakeTheShareSmallerWithinASecond() {
        // Given
        session.turn();
        assertThat(said).contains(new DispatchEvent.Share(Lane.NORMAL, 2, 2));
        broker.partitions = 4;

        // When
        now += Duration.ofSeconds(1).toNanos();
        session.turn();

        // Then
        assertThat(said).last().isEqualTo(new DispatchEvent.Share(Lane.NORMAL, 2, 4));
    }

    @Test
    void whatIsLostIsSomebodyElsesAlready() {
        // When
        session.lost(List.of(LEAVES));

        // Then
        assertThat(said).hasExactlyElementsOfTypes(DispatchEvent.Share.class, DispatchEvent.Close.class,
                DispatchEvent.Abandon.class);
        assertThat(said).contains(LEFT);
        assertThat(ticket().shareLeft()).isEmpty();
    }
}
