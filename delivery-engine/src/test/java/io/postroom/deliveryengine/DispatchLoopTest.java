package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What the dispatcher's thread does when something in it is broken. */
class DispatchLoopTest {
    private final EngineConfig config = EngineConfig.of("group", "client", Map.of("bootstrap.servers", "nowhere"),
            Map.of(Lane.NORMAL, List.of("topic")), List.of(), topic -> topic + ".dead",
            List.of(GateConfig.of("provider", 0, 10)));
    private final EngineTime time = new EngineTime(Clock.systemUTC()::instant, System::nanoTime);
    private final Lease lease = new Lease(new TopicPartition("topic", 0), Lane.NORMAL);
    private final AtomicInteger reads = new AtomicInteger();
    private final Mailbox<DispatchEvent> mailbox = new Mailbox<>();
    private final DispatchLoop loop = new DispatchLoop(mailbox, new DispatchCore(config, new RecordedEffects() {
        @Override
        public void read(Slot slot) {
            if (reads.incrementAndGet() == 1) {
                throw new IllegalStateException("broken");
            }
        }
    }, time, new EngineMeters(new SimpleMeterRegistry(), time, config)), time);

    private void offer(String key, long offset) {
        mailbox.post(new DispatchEvent.Offered(List.of(new Slot(lease,
                new ConsumerRecord<>("topic", 0, offset, key.getBytes(), new byte[0]), 0, false, 0))));
    }

    @Test
    void aDefectInWhatItStartsIsReportedAndTheRestGoesOn() throws InterruptedException {
        // Given
        Thread thread = Thread.ofPlatform().start(loop);

        try {
            // When
            offer("a", 0);
            await().until(loop::broken);
            offer("b", 1);

            // Then
            await().until(() -> reads.get() == 2);
        } finally {
            loop.finish();
        }
        assertThat(thread.join(java.time.Duration.ofSeconds(10))).isTrue();
    }
}
