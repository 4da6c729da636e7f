package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** How a forwarder that cannot forward goes on. */
class DelayForwarderTest {
    private static final DelayTier TIER = new DelayTier("delay", Duration.ofMinutes(1));
    private static final int SESSIONS = 9;

    private final EngineConfig config = EngineConfig.of("group", "client", Map.of("bootstrap.servers", "nowhere"),
            Map.of(Lane.NORMAL, List.of("topic")), List.of(TIER), topic -> topic + ".dead",
            List.of(GateConfig.of("provider", 0, 1)));
    private long now;
    private final EngineTime time = new EngineTime(() -> Instant.EPOCH.plus(TIER.delay()).plusNanos(now), () -> now);
    private final List<Long> begun = new ArrayList<>();
    private Duration lasts = Duration.ofMillis(100);
    private final DelayForwarder forwarder = new DelayForwarder(config, this::begin, nanos -> now += nanos, time,
            new EngineMeters(new SimpleMeterRegistry(), time, config));

    private GroupBroker begin() {
        begun.add(now);
        if (begun.size() == SESSIONS) {
            forwarder.stop();
        }
        return new MayNotWrite();
    }

    /** The user may read the delay topics and may not write to the lanes: some polls go well, the first forward does not. */
    private final class MayNotWrite implements GroupBroker {
        private int polls;

        @Override
        public Polled poll(Duration timeout) {
            now += lasts.toNanos() / 3;
            polls++;
            return new Polled(polls < 3
                    ? List.of()
                    : List.of(new ConsumerRecord<>("delay", 0, 0, new byte[0], new byte[0])), Map.of());
        }

        @Override
        public void sendAndCommit(List<ProducerRecord<byte[], byte[]>> records,
                Map<TopicPartition, OffsetAndMetadata> points) {
            throw new TopicAuthorizationException("topic");
        }

        @Override
        public void subscribe(Listener listener) {}

        @Override
        public void pause(Collection<TopicPartition> partitions) {}

        @Override
        public void resume(Collection<TopicPartition> partitions) {}

        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> points, Duration timeout) {}

        @Override
        public void close() {}
    }

    private List<Long> secondsBetweenSessions() {
        List<Long> between = new ArrayList<>();
        for (int i = 1; i < begun.size(); i++) {
            between.add(Duration.ofNanos(begun.get(i) - begun.get(i - 1)).toSeconds());
        }
        return between;
    }

    @Test
    void aForwardThatAlwaysFailsIsTriedMoreAndMoreSeldom() {
        // When
        forwarder.run();

        // Then
        assertThat(secondsBetweenSessions()).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void oneThatWentWellForLongBeginsAnewWithAShortWait() {
        // Given
        lasts = Duration.ofSeconds(60);

        // When
        forwarder.run();

        // Then
        assertThat(secondsBetweenSessions()).containsOnly(61L);
    }
}
