package io.postroom.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One trace for each notification, whose id is the notification's, with a link to the trace of the event that it was made
 * of. Without an address to send them to nothing is recorded, and headers pass through as they came.
 *
 * <p>Safe for use by any thread. Exports on a thread of its own; what the collector does not take is dropped.
 */
public final class Traces implements AutoCloseable {
    private static final long CLOSE_SECONDS = 5;

    private final @Nullable SdkTracerProvider provider;
    private final Ids ids;
    private final double share;

    private Traces(@Nullable SdkTracerProvider provider, Ids ids, double share) {
        this.provider = provider;
        this.ids = ids;
        this.share = share;
    }

    /** None. */
    public static Traces off() {
        return new Traces(null, new Ids(), 0);
    }

    /** As configured, which has been checked; none where nothing is. */
    public static Traces of(@Nullable TracingProperties properties, String service) {
        if (properties == null || properties.endpoint() == null) {
            return off();
        }
        Map<String, String> headers = properties.headers() == null ? Map.of() : Map.copyOf(properties.headers());
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder().setEndpoint(properties.endpoint())
                .setHeaders(() -> headers).setTimeout(Duration.ofSeconds(10)).build();
        return to(BatchSpanProcessor.builder(exporter).build(), service,
                properties.share() == null ? 1 : properties.share());
    }

    /**
     * To anything that takes spans.
     *
     * @param share which share of the notifications
     */
    public static Traces to(SpanProcessor processor, String service, double share) {
        Ids ids = new Ids();
        return new Traces(SdkTracerProvider.builder().setIdGenerator(ids)
                .setSampler(Sampler.parentBased(new ShareSampler(share)))
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.builder().put("service.name", service).build())))
                .addSpanProcessor(processor).build(), ids, share);
    }

    /** Whether anything is recorded. */
    public boolean areOn() {
        return provider != null;
    }

    /**
     * A step in the trace that an event came with, or in one of its own.
     *
     * @param began when the event stood on its topic
     */
    public TraceStep event(String name, @Nullable String traceparent, Instant began) {
        if (provider == null) {
            return TraceStep.untraced(traceparent);
        }
        SpanBuilder builder = tracer().spanBuilder(name).setSpanKind(SpanKind.CONSUMER).setStartTimestamp(began);
        SpanContext came = TraceHeader.read(traceparent);
        return TraceStep.of((came.isValid() ? builder.setParent(within(came)) : builder.setNoParent()).startSpan());
    }

    /**
     * The first step of a notification, linked to what it was made of. Made again after a crash, it has the same ids.
     *
     * @param cause the step of the event
     */
    public TraceStep begin(UUID notification, String name, TraceStep cause) {
        if (provider == null) {
            return cause;
        }
        SpanBuilder builder = tracer().spanBuilder(name).setSpanKind(SpanKind.PRODUCER);
        SpanContext link = cause.context();
        return TraceStep.of(ids.begin(notification, link.isValid() ? builder.addLink(link) : builder));
    }

    /**
     * A later step of a notification. It follows the one that the header names, if that is one of the same notification, and
     * the first one otherwise.
     *
     * @param traceparent what came with the record, or null
     */
    public TraceStep step(UUID notification, String name, @Nullable String traceparent) {
        return step(notification, name, SpanKind.CONSUMER, traceparent);
    }

    /** A call of somebody outside, as a step of a notification. */
    public TraceStep call(UUID notification, String name, @Nullable String traceparent) {
        return step(notification, name, SpanKind.CLIENT, traceparent);
    }

    private TraceStep step(UUID notification, String name, SpanKind kind, @Nullable String traceparent) {
        if (provider == null) {
            return TraceStep.untraced(traceparent);
        }
        SpanContext first = NotificationTrace.first(notification,
                NotificationTrace.isAmong(share, NotificationTrace.traceId(notification)));
        SpanContext came = TraceHeader.read(traceparent);
        SpanBuilder builder = tracer().spanBuilder(name).setSpanKind(kind);
        if (came.isValid() && came.getTraceId().equals(first.getTraceId())) {
            builder.setParent(within(came));
        } else {
            builder.setParent(within(first));
            if (came.isValid()) {
                builder.addLink(came);
            }
        }
        return TraceStep.of(builder.startSpan());
    }

    private Tracer tracer() {
        return Objects.requireNonNull(provider).get("io.postroom");
    }

    private static Context within(SpanContext context) {
        return Context.root().with(Span.wrap(context));
    }

    /** Sends what is left, for a few seconds. */
    @Override
    public void close() {
        if (provider != null) {
            provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
