package io.postroom.worker.control;

import io.postroom.deliveryengine.UnreadableRecordException;
import io.postroom.schemas.v1.ControlCommand;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all of the control topic into {@link Commands}, from its beginning and without a group, since every instance
 * must know every command; then goes on reading. One thread of its own. A command that cannot be read is passed over and
 * logged; ingest, which reads the same topic, puts it into its dead letters.
 */
public final class ControlFollower {
    private static final Duration SWEEP_EVERY = Duration.ofHours(1);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(ControlFollower.class);

    private final String topic;
    private final Supplier<? extends Consumer<byte[], byte[]>> consumers;
    private final Decoder decoder;
    private final Commands commands;
    private final Clock clock;
    private volatile boolean caughtUp;
    private volatile boolean stopped;
    private volatile @Nullable Consumer<byte[], byte[]> current;
    private @Nullable Thread thread;
    private Instant sweptAt = Instant.MIN;

    /** Makes a command of a record. */
    @FunctionalInterface
    public interface Decoder {
        /**
         * Decodes.
         *
         * @throws UnreadableRecordException if it never can be
         * @throws RuntimeException          if the registry cannot say: it is tried again
         */
        ControlCommand decode(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecordException;
    }

    /** @param consumers give a new consumer that reads only what is committed, and commits nothing */
    public ControlFollower(String topic, Supplier<? extends Consumer<byte[], byte[]>> consumers, Decoder decoder,
            Commands commands, Clock clock) {
        this.topic = topic;
        this.consumers = consumers;
        this.decoder = decoder;
        this.commands = commands;
        this.clock = clock;
    }

    /** Begins to read, on a thread of its own. */
    public void start() {
        thread = Thread.ofPlatform().name("worker-control").start(this::run);
    }

    /** Whether everything has been read that was there when the reading began. */
    public boolean hasCaughtUp() {
        return caughtUp;
    }

    /** Stops; returns when its thread has ended. Also without a start. */
    public void stop() {
        stopped = true;
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        Thread running = thread;
        if (running == null) {
            return;
        }
        // Woken, not interrupted: an interrupted consumer cannot close in order.
        try {
            running.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopped) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                current = consumer;
                follow(consumer);
            } catch (WakeupException e) {
                log.atDebug().log("The reading of commands was woken.");
            } catch (RuntimeException e) {
                log.atWarn().addKeyValue("error", e.getClass().getSimpleName())
                        .log("The control topic cannot be read; it is read again from its beginning.");
                pause();
            } finally {
                current = null;
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!stopped) {
            consumer.poll(POLL).forEach(this::take);
            caughtUp = caughtUp || ends.entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            sweep();
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            commands.apply(decoder.decode(record));
        } catch (UnreadableRecordException e) {
            log.atError().addKeyValue("partition", record.partition()).addKeyValue("offset", record.offset())
                    .log("A command on the control topic cannot be read and is not followed.");
        }
    }

    private void sweep() {
        Instant now = clock.instant();
        if (sweptAt.isBefore(now.minus(SWEEP_EVERY))) {
            commands.forget(now);
            sweptAt = now;
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but to end the JVM; then it is not to go on.
            stopped = true;
        }
    }
}
