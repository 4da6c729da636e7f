package io.postroom.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header {@code traceparent} of W3C Trace Context. */
public final class TraceHeader {
    private static final String NAME = "traceparent";
    private static final TextMapGetter<String> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String header) {
            return List.of(NAME);
        }

        @Override
        public @Nullable String get(@Nullable String header, String key) {
            return key.equals(NAME) ? header : null;
        }
    };

    private TraceHeader() {}

    /** The header if it is one; null otherwise, since whatever else stands there may not be carried on. */
    public static @Nullable String valid(@Nullable String header) {
        return header != null && read(header).isValid() ? header : null;
    }

    /** Its content; an invalid one if it is none. */
    static SpanContext read(@Nullable String header) {
        return header == null
                ? SpanContext.getInvalid()
                : Span.fromContext(
                        W3CTraceContextPropagator.getInstance().extract(Context.root(), header, GETTER))
                        .getSpanContext();
    }

    static String write(SpanContext context) {
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-" + context.getTraceFlags().asHex();
    }
}
