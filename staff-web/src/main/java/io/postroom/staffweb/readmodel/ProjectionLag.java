package io.postroom.staffweb.readmodel;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How far the read model is behind its topics, as a gauge: the age of the oldest record that is being taken in, also while it
 * is tried again and again. Told by one thread, asked by any.
 */
final class ProjectionLag {
    /** Between two polls of what is behind there is less; where nothing more comes, nothing is behind. */
    private static final Duration BETWEEN_POLLS = Duration.ofSeconds(2);

    private final Clock clock;
    private volatile Now now = new Now(null, null);

    /** The oldest record of a poll, and when all of it was taken in; null while it is not. */
    private record Now(@Nullable Instant oldest, @Nullable Instant done) {}

    ProjectionLag(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        Gauge.builder("postroom.staff.projection.age", this, ProjectionLag::seconds).baseUnit("seconds")
                .description("The age of the oldest record that is being taken into the read model")
                .register(meters);
    }

    void begin(List<? extends ConsumerRecord<?, ?>> records) {
        records.stream().mapToLong(ConsumerRecord::timestamp).min()
                .ifPresent(oldest -> now = new Now(Instant.ofEpochMilli(oldest), null));
    }

    void end() {
        now = new Now(now.oldest(), clock.instant());
    }

    double seconds() {
        Now seen = now;
        Instant at = clock.instant();
        if (seen.oldest() == null || seen.done() != null && seen.done().plus(BETWEEN_POLLS).isBefore(at)) {
            return 0;
        }
        return Math.max(0,
                Duration.between(seen.oldest(), seen.done() == null ? at : seen.done()).toMillis() / 1_000.0);
    }
}
