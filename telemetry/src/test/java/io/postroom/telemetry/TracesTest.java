package io.postroom.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracesTest {
    private static final String FROM_OUTSIDE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final UUID NOTIFICATION = UUID.fromString("6fa459ea-ee8a-5ca4-894e-db77e160355e");
    private static final String ITS_TRACE = "6fa459eaee8a5ca4894edb77e160355e";

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final Traces traces = Traces.to(SimpleSpanProcessor.create(spans), "test", 1);

    @AfterEach
    void close() {
        traces.close();
    }

    @Test
    void a_notification_has_a_trace_of_its_own_with_a_link_to_its_event() {
        // When
        try (TraceStep event = traces.event("decide", FROM_OUTSIDE, Instant.EPOCH);
                TraceStep first = traces.begin(NOTIFICATION, "notification", event)) {
            assertThat(first.traceparent()).startsWith("00-" + ITS_TRACE + "-").endsWith("-01");
        }

        // Then
        SpanData event = span("decide");
        assertThat(event.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(event.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        SpanData first = span("notification");
        assertThat(first.getTraceId()).isEqualTo(ITS_TRACE);
        assertThat(first.getParentSpanContext().isValid()).isFalse();
        assertThat(first.getLinks()).singleElement()
                .satisfies(link -> assertThat(link.getSpanContext().getSpanId()).isEqualTo(event.getSpanId()));
    }

    @Test
    void what_is_made_again_after_a_crash_has_the_same_ids() {
        // When
        traces.begin(NOTIFICATION, "notification", TraceStep.untraced(null)).close();
        traces.begin(NOTIFICATION, "notification", TraceStep.untraced(null)).close();

        // Then
        assertThat(spans.getFinishedSpanItems()).hasSize(2).extracting(SpanData::getSpanId).containsOnly(
                spans.getFinishedSpanItems().getFirst().getSpanId());
    }

    @Test
    void a_step_that_comes_without_a_header_finds_its_trace_by_the_notification_alone() {
        // When
        traces.begin(NOTIFICATION, "notification", TraceStep.untraced(null)).close();
        traces.step(NOTIFICATION, "report", null).close();

        // Then
        assertThat(span("report").getTraceId()).isEqualTo(ITS_TRACE);
        assertThat(span("report").getParentSpanId()).isEqualTo(span("notification").getSpanId());
    }

    @Test
    void a_step_follows_the_one_that_the_header_names() {
        // When
        try (TraceStep deliver = traces.step(NOTIFICATION, "deliver", null)) {
            traces.call(NOTIFICATION, "call provider", deliver.traceparent()).close();
        }

        // Then
        assertThat(span("call provider").getParentSpanId()).isEqualTo(span("deliver").getSpanId());
        assertThat(span("call provider").getKind()).isEqualTo(SpanKind.CLIENT);
    }

    @Test
    void a_step_that_comes_with_another_trace_is_linked_to_it() {
        // When
        traces.step(NOTIFICATION, "deliver", FROM_OUTSIDE).close();

        // Then
        assertThat(span("deliver").getTraceId()).isEqualTo(ITS_TRACE);
        assertThat(span("deliver").getLinks()).singleElement().satisfies(link -> assertThat(
                link.getSpanContext().getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c"));
    }

    @Test
    void a_header_that_is_none_is_not_carried_on() {
        assertThat(TraceHeader.valid("Mrs Jones, 1 High Street")).isNull();
        assertThat(TraceHeader.valid("00-00000000000000000000000000000000-b7ad6b7169203331-01")).isNull();
        assertThat(TraceHeader.valid(null)).isNull();
        assertThat(TraceHeader.valid(FROM_OUTSIDE)).isEqualTo(FROM_OUTSIDE);
    }

    @Test
    void where_nothing_is_traced_headers_pass_through() {
        // Given
        Traces off = Traces.of(new TracingProperties(null, null, null), "test");

        // When
        try (TraceStep event = off.event("decide", FROM_OUTSIDE, Instant.EPOCH);
                TraceStep first = off.begin(NOTIFICATION, "notification", event);
                TraceStep none = off.step(NOTIFICATION, "deliver", null)) {
            // Then
            assertThat(first.traceparent()).isEqualTo(FROM_OUTSIDE);
            assertThat(none.traceparent()).isNull();
        }
        assertThat(off.areOn()).isFalse();
    }

    @Test
    void services_with_the_same_share_choose_the_same_notifications() {
        // Given: name-based ids, of which a UUID fixes six bits
        List<UUID> ids = java.util.stream.IntStream.range(0, 2_000)
                .mapToObj(i -> UUID.nameUUIDFromBytes(new byte[]{(byte) i, (byte) (i >> 8)})).toList();
        InMemorySpanExporter other = InMemorySpanExporter.create();
        try (Traces one = Traces.to(SimpleSpanProcessor.create(spans), "one", 0.25);
                Traces two = Traces.to(SimpleSpanProcessor.create(other), "two", 0.25)) {
            // When
            ids.forEach(id -> one.begin(id, "notification", TraceStep.untraced(null)).close());
            ids.forEach(id -> two.step(id, "report", null).close());

            // Then
            List<String> chosen = spans.getFinishedSpanItems().stream().map(SpanData::getTraceId).toList();
            assertThat(chosen.size()).isBetween(400, 600);
            assertThat(other.getFinishedSpanItems()).extracting(SpanData::getTraceId)
                    .containsExactlyInAnyOrderElementsOf(chosen);
        }
    }

    @Test
    void wrong_settings_are_told_all_at_once() {
        assertThat(new TracingProperties("collector:4318", 1.5, null).problems()).hasSize(2)
                .anyMatch(one -> one.contains("postroom.tracing.endpoint"))
                .anyMatch(one -> one.contains("postroom.tracing.share is 1.5"));
        assertThat(new TracingProperties("http://collector:4318/v1/traces", 0.1, null).problems()).isEmpty();
    }

    private SpanData span(String name) {
        return spans.getFinishedSpanItems().stream().filter(span -> span.getName().equals(name)).findFirst()
                .orElseThrow();
    }
}
