package io.postroom.ingestservice.decide;

import io.postroom.telemetry.TraceStep;
import io.postroom.telemetry.Traces;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The first step of each notification that comes of an event, made when something is first said of it. */
final class NotificationSteps {
    private final Traces traces;
    private final TraceStep cause;
    private final Map<UUID, String> begun = new HashMap<>();

    NotificationSteps(Traces traces, TraceStep cause) {
        this.traces = traces;
        this.cause = cause;
    }

    /** The header of a record about a notification. */
    @Nullable
    String of(UUID notification) {
        return traces.areOn() ? begun.computeIfAbsent(notification, this::begin) : cause.traceparent();
    }

    private @Nullable String begin(UUID notification) {
        try (TraceStep step = traces.begin(notification, "notification", cause)) {
            return step.tag("postroom.notification.id", notification.toString()).traceparent();
        }
    }
}
