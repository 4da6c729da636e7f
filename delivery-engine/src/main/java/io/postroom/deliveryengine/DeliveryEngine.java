package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.Objects;

/**
 * Delivers the records of its topics to slow providers: thousands in flight, in order for each key, once as far as the
 * provider allows.
 *
 * <p>Safe for use by any thread.
 *
 * @param <T> the type of the request
 */
public final class DeliveryEngine<T> implements AutoCloseable {
    private final EngineRuntime<T> runtime;
    private final Duration drainTime;

    DeliveryEngine(EngineRuntime<T> runtime, Duration drainTime) {
        this.runtime = Objects.requireNonNull(runtime, "runtime");
        this.drainTime = drainTime;
    }

    /**
     * Begins an engine.
     *
     * @param config   what to consume, and within which bounds
     * @param reader   decodes records
     * @param handler  calls the provider
     * @param finals   makes final outcomes durable
     */
    public static <T> DeliveryEngineBuilder<T> builder(EngineConfig config, RecordReader<T> reader,
            DeliveryHandler<T> handler, FinalOutcomes<T> finals) {
        return new DeliveryEngineBuilder<>(config, reader, handler, finals);
    }

    /**
     * Starts the threads and returns at once. A broker or topic that is not there yet is waited for.
     *
     * @throws IllegalStateException if it was started before
     */
    public void start() {
        runtime.start();
    }

    /**
     * Takes no new records, waits for what is in flight, commits, and leaves the group. What is still in flight after the
     * time is interrupted and counted as unknown. May be called more than once.
     *
     * @param time how long to wait for what is in flight; the commit and leaving the group take a few seconds more
     */
    public void stop(Duration time) {
        runtime.stop(time);
    }

    /** Stops within the configured drain time. */
    @Override
    public void close() {
        stop(drainTime);
    }

    /** Whether every loop still turns. A slow record or an absent broker does not make it false. */
    public boolean live() {
        return runtime.live();
    }

    /** Whether every lane has been polled and holds its partitions, or waits for some. */
    public boolean ready() {
        return runtime.ready();
    }
}
