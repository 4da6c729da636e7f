package io.postroom.worker.control;

import io.postroom.deliveryengine.UnreadableRecordException;
import io.postroom.schemas.v1.ControlCommand;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
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
    /** How often it asks the brokers how far the topic goes by now. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration LOOK_UP = Duration.ofSeconds(5);
    /** Whoever does not know the commands of the latest minute may send what was taken back. */
    private static final Duration CURRENT = Duration.ofMinutes(1);
    private static final Logger log = LoggerFactory.getLogger(ControlFollower.class);

    private final String topic;
    private final Supplier<? extends Consumer<byte[], byte[]>> consumers;
    private final Decoder decoder;
    private final Commands commands;
    private final Clock clock;
    private volatile boolean caughtUp;
    private volatile Instant knownAt = Instant.MIN;
    private volatile boolean stopped;
    private volatile @Nullable Consumer<byte[], byte[]> current;
    private @Nullable Thread thread;
    private Instant sweptAt = Instant.MIN;
    private Instant lookedAt = Instant.MIN;
    private Map<TopicPartition, Long> ends = Map.of();
    private boolean toldOld;

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

    /** How long ago everything was known that the topic held by then; not before it has caught up. */
    public Duration age() {
        return caughtUp ? Duration.between(knownAt, clock.instant()) : Duration.ZERO;
    }

    /** Whether it has caught up, and been able to read on since. */
    public boolean isCurrent() {
        return caughtUp && age().compareTo(CURRENT) < 0;
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
        look(consumer);
        while (!stopped) {
            consumer.poll(POLL).forEach(this::take);
            if (!ends.isEmpty()
                    && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                knownAt = lookedAt;
                caughtUp = true;
            }
            Instant now = clock.instant();
            if (now.isBefore(lookedAt) || !now.isBefore(lookedAt.plus(LOOK_EVERY))) {
                lookAgain(consumer);
            }
            sweep();
        }
    }

    /** A topic may be given more partitions: these are read from their beginning, and the others go on. */
    private void look(Consumer<byte[], byte[]> consumer) {
        Instant now = clock.instant();
        Set<TopicPartition> partitions = consumer.partitionsFor(topic, LOOK_UP).stream()
                .map(info -> new TopicPartition(topic, info.partition())).collect(Collectors.toSet());
        Set<TopicPartition> added = new HashSet<>(partitions);
        added.removeAll(consumer.assignment());
        if (!added.isEmpty()) {
            consumer.assign(partitions);
            consumer.seekToBeginning(added);
        }
        ends = consumer.endOffsets(partitions, LOOK_UP);
        lookedAt = now;
    }

    /** Brokers that do not answer are asked again; how old what is known has become is said meanwhile. */
    private void lookAgain(Consumer<byte[], byte[]> consumer) {
        try {
            look(consumer);
        } catch (RetriableException e) {
            log.atDebug().addKeyValue("error", e.getClass().getSimpleName())
                    .log("How far the control topic goes is not known for now.");
        }
        boolean old = caughtUp && !isCurrent();
        if (old && !toldOld) {
            log.atWarn().addKeyValue("since", knownAt)
                    .log("The control topic has not been read for a minute; what was taken back since may be sent.");
        }
        toldOld = old;
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
