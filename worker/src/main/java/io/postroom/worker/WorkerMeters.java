package io.postroom.worker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.worker.control.Brakes;
import io.postroom.worker.control.ControlFollower;
import java.time.Duration;
import java.util.Locale;

/** The meters of a worker. Tags are names from configuration and closed lists, never anything of a person. */
final class WorkerMeters {
    private final MeterRegistry registry;
    private final String channel;

    WorkerMeters(MeterRegistry registry, Channel channel) {
        this.registry = registry;
        this.channel = word(channel);
    }

    /** How many stops hold requests of this channel, or of any other, back. */
    void brakes(Brakes brakes) {
        Gauge.builder("postroom.brakes", brakes, Brakes::pulled).tag("channel", channel)
                .description("Stops on the control topic that have not been released").register(registry);
    }

    /** How old what is known of commands is. */
    void control(ControlFollower control) {
        Gauge.builder("postroom.control.age", control, each -> each.age().toMillis() / 1e3).tag("channel", channel)
                .description("Since every command was known that had been given by then").baseUnit("seconds")
                .register(registry);
    }

    void attempt(String provider, ProviderResult result, Duration took) {
        registry.counter("postroom.attempts", "channel", channel, "provider", provider, "outcome", outcome(result))
                .increment();
        latency("postroom.provider.latency", "provider", provider, took);
    }

    /** From the making of the request to the provider's acceptance. */
    void accepted(String provider, Duration sinceCreated) {
        latency("postroom.end_to_end.latency", "provider", provider, sinceCreated);
    }

    void ended(NotificationState state) {
        registry.counter("postroom.notifications", "channel", channel, "state", word(state)).increment();
    }

    void unreadable() {
        registry.counter("postroom.unreadable", "channel", channel).increment();
    }

    void receipt(String provider, NotificationState state) {
        registry.counter("postroom.receipts", "channel", channel, "provider", provider, "state", word(state))
                .increment();
    }

    void receiptNotDurable(String provider) {
        registry.counter("postroom.receipts.not_durable", "channel", channel, "provider", provider).increment();
    }

    private void latency(String name, String tag, String value, Duration took) {
        Timer.builder(name).tags("channel", channel, tag, value).publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(5)).maximumExpectedValue(Duration.ofMinutes(10))
                .register(registry).record(took.isNegative() ? Duration.ZERO : took);
    }

    /** The word for a result, in meters, logs and traces. */
    static String outcome(ProviderResult result) {
        return switch (result) {
            case ProviderResult.Accepted ignored -> "accepted";
            case ProviderResult.Transient ignored -> "transient";
            case ProviderResult.Throttled ignored -> "throttled";
            case ProviderResult.Unfinished ignored -> "unfinished";
            case ProviderResult.PermanentRecipient ignored -> "permanent_recipient";
            case ProviderResult.PermanentContent ignored -> "permanent_content";
            case ProviderResult.Configuration ignored -> "configuration";
            case ProviderResult.SenderRefused ignored -> "sender_refused";
            case ProviderResult.Unknown ignored -> "unknown";
        };
    }

    private static String word(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }
}
