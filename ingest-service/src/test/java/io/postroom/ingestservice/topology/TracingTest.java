package io.postroom.ingestservice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.postroom.ingestservice.Samples;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.TimeValue;
import io.postroom.schemas.v1.Value;
import io.postroom.telemetry.Traces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The trace of an event, and that of each notification that is made of it. */
class TracingTest {
    private static final String EVENTS_TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final TopologyHarness ingest = new TopologyHarness(
            Traces.to(SimpleSpanProcessor.create(spans), "ingest", 1));

    @AfterEach
    void close() {
        ingest.close();
    }

    @Test
    void a_notification_has_its_own_trace_linked_to_the_event_and_receipts_find_it_by_the_id() {
        // When
        publish(Samples.issued("e1"));
        TestRecord<String, SpecificRecord> request = ingest
                .records(TopologyHarness.TOPICS.request(Channel.SMS, Priority.NORMAL)).getFirst();
        NotificationIdentity identity = ((SmsRequest) request.value()).getIdentity();
        ingest.receive(Samples.accepted("r1", identity, 1));
        ingest.receive(Samples.reported("r1", NotificationState.DELIVERED));

        // Then
        SpanData decide = span("decide");
        SpanData first = span("notification");
        SpanData report = span("report");
        assertThat(decide.getTraceId()).isEqualTo(EVENTS_TRACE);
        assertThat(first.getTraceId()).isEqualTo(traceOf(identity));
        assertThat(first.getLinks()).singleElement().satisfies(
                link -> assertThat(link.getSpanContext().getSpanId()).isEqualTo(decide.getSpanId()));
        assertThat(header(request)).isEqualTo("00-" + traceOf(identity) + "-" + first.getSpanId() + "-01");
        assertThat(report.getTraceId()).isEqualTo(traceOf(identity));
        assertThat(report.getParentSpanId()).isEqualTo(first.getSpanId());
        assertThat(ingest.records(TopologyHarness.TOPICS.decision())).singleElement()
                .satisfies(decision -> assertThat(header(decision)).startsWith("00-" + EVENTS_TRACE));
        assertThat(ingest.records(TopologyHarness.TOPICS.status())).hasSize(2)
                .allSatisfy(status -> assertThat(header(status)).startsWith("00-" + traceOf(identity)));
        assertThat(spans.getFinishedSpanItems()).extracting(SpanData::toString).noneMatch(
                text -> text.contains("447700900123") || text.contains("CASE/e1")
                        || text.contains(identity.getCaseKey()));
    }

    @Test
    void what_waited_goes_on_in_the_same_trace_without_a_header_to_remember() {
        // Given
        Map<String, Value> data = Samples.street("e1");
        data.put("due", new Value(TimeValue.newBuilder().setTime(Samples.NOW.plus(Duration.ofDays(30))).build()));

        // When
        publish(CaseEvent.newBuilder(Samples.event("e1", "fine.due", List.of(Samples.keeper()), data))
                .setTime(Samples.NOW).build());
        ingest.advance(Duration.ofDays(30));

        // Then
        TestRecord<String, SpecificRecord> request = ingest
                .records(TopologyHarness.TOPICS.request(Channel.SMS, Priority.NORMAL)).getFirst();
        assertThat(span("release").getTraceId()).isEqualTo(traceOf(((SmsRequest) request.value()).getIdentity()));
        assertThat(span("release").getParentSpanId()).isEqualTo(span("notification").getSpanId());
        assertThat(header(request)).contains(span("release").getSpanId());
    }

    private void publish(CaseEvent event) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(Names.Headers.TRACEPARENT,
                ("00-" + EVENTS_TRACE + "-b7ad6b7169203331-01").getBytes(StandardCharsets.UTF_8));
        ingest.publish("case-events", ingest.avro("case-events", event), headers);
    }

    private SpanData span(String name) {
        return spans.getFinishedSpanItems().stream().filter(span -> span.getName().equals(name)).findFirst()
                .orElseThrow();
    }

    private static String traceOf(NotificationIdentity identity) {
        return identity.getNotificationId().toString().replace("-", "");
    }

    private static String header(TestRecord<String, SpecificRecord> record) {
        return new String(record.headers().lastHeader(Names.Headers.TRACEPARENT).value(), StandardCharsets.UTF_8);
    }
}
