package io.postroom.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.UUID;

/** Random ids, except for the first span of a notification's trace. */
final class Ids implements IdGenerator {
    private final IdGenerator random = IdGenerator.random();
    private final ScopedValue<UUID> begun = ScopedValue.newInstance();

    Span begin(UUID notification, SpanBuilder builder) {
        return ScopedValue.where(begun, notification).call(builder.setNoParent()::startSpan);
    }

    @Override
    public String generateSpanId() {
        return begun.isBound() ? NotificationTrace.firstSpanId(begun.get()) : random.generateSpanId();
    }

    @Override
    public String generateTraceId() {
        return begun.isBound() ? NotificationTrace.traceId(begun.get()) : random.generateTraceId();
    }
}
