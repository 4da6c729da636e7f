package io.postroom.deliveryengine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Puts an engine together.
 *
 * @param <T> the type of the request
 */
public final class DeliveryEngineBuilder<T> {
    private final EngineConfig config;
    private final RecordReader<T> reader;
    private final DeliveryHandler<T> handler;
    private final FinalOutcomes<T> finals;
    private Brake<T> brake = request -> false;
    private PreSendCheck<T> preSendCheck = delivery -> PreSendCheck.Verdict.PROCEED;
    private ExceptionPolicy exceptions = ExceptionPolicy.cautious();
    private InstantSource clock = InstantSource.system();
    private LongSupplier nanoTicker = System::nanoTime;
    private MeterRegistry meters = new SimpleMeterRegistry();

    DeliveryEngineBuilder(EngineConfig config, RecordReader<T> reader, DeliveryHandler<T> handler,
            FinalOutcomes<T> finals) {
        this.config = Objects.requireNonNull(config, "config");
        this.reader = Objects.requireNonNull(reader, "reader");
        this.handler = Objects.requireNonNull(handler, "handler");
        this.finals = Objects.requireNonNull(finals, "finals");
    }

    /** What holds requests back; by default nothing. */
    public DeliveryEngineBuilder<T> brake(Brake<T> value) {
        brake = Objects.requireNonNull(value, "brake");
        return this;
    }

    /** What to ask right before the provider is called; by default nothing. */
    public DeliveryEngineBuilder<T> preSendCheck(PreSendCheck<T> value) {
        preSendCheck = Objects.requireNonNull(value, "preSendCheck");
        return this;
    }

    /** What exceptions of the handler mean; by default {@link ExceptionPolicy#cautious()}. */
    public DeliveryEngineBuilder<T> exceptions(ExceptionPolicy value) {
        exceptions = Objects.requireNonNull(value, "exceptions");
        return this;
    }

    /** The wall clock, for expiry and for headers; by default the system's. */
    public DeliveryEngineBuilder<T> clock(InstantSource value) {
        clock = Objects.requireNonNull(value, "clock");
        return this;
    }

    /** The monotonic time in nanoseconds, for everything that is measured; by default the system's. */
    public DeliveryEngineBuilder<T> nanoTicker(LongSupplier value) {
        nanoTicker = Objects.requireNonNull(value, "nanoTicker");
        return this;
    }

    /** Where meters are registered; by default nowhere. */
    public DeliveryEngineBuilder<T> meters(MeterRegistry value) {
        meters = Objects.requireNonNull(value, "meters");
        return this;
    }

    /** The engine, not started yet. */
    public DeliveryEngine<T> build() {
        EngineTime time = new EngineTime(clock, nanoTicker);
        DeliverySteps<T> steps = new DeliverySteps<>(reader, handler, finals, brake, preSendCheck, exceptions);
        return new DeliveryEngine<>(new EngineRuntime<>(config, steps, time, meters), config.limits().drainTime());
    }
}
