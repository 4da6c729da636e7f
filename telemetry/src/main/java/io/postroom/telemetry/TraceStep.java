package io.postroom.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * One step of what happens to an event or a notification: a span, or, where nothing is traced, only the header that it came
 * with. Tags hold names and closed lists, never anything of a person. Not safe for use by several threads.
 */
public final class TraceStep implements AutoCloseable {
    private final @Nullable Span span;
    private final @Nullable String came;

    private TraceStep(@Nullable Span span, @Nullable String came) {
        this.span = span;
        this.came = came;
    }

    static TraceStep of(Span span) {
        return new TraceStep(span, null);
    }

    static TraceStep untraced(@Nullable String traceparent) {
        return new TraceStep(null, traceparent);
    }

    /** Whether anybody will read what is said about it. */
    public boolean isRecorded() {
        return span != null && span.isRecording();
    }

    /** Says something about it; null says nothing. */
    public TraceStep tag(String key, @Nullable String value) {
        if (span != null && value != null) {
            span.setAttribute(key, value);
        }
        return this;
    }

    /** Says something about it. */
    public TraceStep tag(String key, long value) {
        if (span != null) {
            span.setAttribute(key, value);
        }
        return this;
    }

    /** It did not do what it was there for. */
    public TraceStep failed() {
        if (span != null) {
            span.setStatus(StatusCode.ERROR);
        }
        return this;
    }

    /** The header {@code traceparent} of what follows from it; null for none. */
    public @Nullable String traceparent() {
        return span == null ? came : TraceHeader.write(span.getSpanContext());
    }

    SpanContext context() {
        return span == null ? TraceHeader.read(came) : span.getSpanContext();
    }

    @Override
    public void close() {
        if (span != null) {
            span.end();
        }
    }
}
