package io.postroom.rules.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Checked;
import io.postroom.content.Problem;
import io.postroom.content.value.Value;
import io.postroom.rules.RuleBook;
import io.postroom.rules.RuleFolder;
import io.postroom.rules.SourceBinding;
import io.postroom.rules.SourceFormat;
import io.postroom.rules.StartFrom;
import io.postroom.rules.event.EventJson;
import io.postroom.rules.expression.Values;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.Recipient;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records as other people's systems publish them, made into events by what a rule file says. */
class SourceMappingTest {
    private static final Instant WRITTEN = Instant.parse("2026-11-20T09:31:00Z");

    @TempDir
    private Path root;

    private SourceBinding source(String source) {
        RuleBook book = new RuleFolder(root).file("svc/rules.yaml", """
            service: svc
            sources:
            %ssenders: { sms: Example, email: no-reply@example.gov.uk }
            rules:
              - id: a
                on: medical.decided
                to: driver
                send: { channels: [sms], template: hello }
                language: en
            """.formatted(source.indent(2))).template("svc", "hello.sms.en", "Hello").load();
        return book.sources().getFirst();
    }

    private static Checked<CaseEvent> map(SourceBinding source, SourceRecord record) {
        assertThat(source.mapping()).isNotNull();
        return source.mapping().map(record);
    }

    private static Value data(CaseEvent event, String name) {
        return Values.toContent(event.getData().get(name));
    }

    private static final String AVRO_SOURCE = """
        - topic: medical.decisions
          format: avro
          startFrom: 2026-11-01T00:00:00Z
          map:
            id: record.header.messageId
            source: "'urn:example:medical'"
            type: "'medical.' + record.kind"
            time: record.decidedAt
            caseReference: record.caseNumber
            recipients:
              - role: driver
                reference: record.driver.number
                name: record.driver.name
                mobile: record.driver.phone
                language: "record.driver.welsh ? 'cy' : 'en'"
              - role: doctor
                when: record.tellDoctors
                each: record.doctors
                name: item.name
                email: item.email
                preferredChannel: "'email'"
            data:
              due: record.due
              fee: amount(record.fee, 'GBP')
              notes: record.notes
              conditions: record.conditions
        """;

    private static final Schema AVRO = new Schema.Parser().parse("""
        {"type": "record", "name": "Decision", "fields": [
          {"name": "header", "type": {"type": "record", "name": "Header", "fields": [
            {"name": "messageId", "type": {"type": "string", "logicalType": "uuid"}}]}},
          {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["decided", "opened"]}},
          {"name": "decidedAt", "type": {"type": "long", "logicalType": "timestamp-micros"}},
          {"name": "caseNumber", "type": "int"},
          {"name": "due", "type": ["null", {"type": "int", "logicalType": "date"}]},
          {"name": "fee", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
          {"name": "notes", "type": ["null", "string"]},
          {"name": "conditions", "type": {"type": "array", "items": "string"}},
          {"name": "tellDoctors", "type": "boolean"},
          {"name": "extra", "type": {"type": "map", "values": ["null", "double"]}},
          {"name": "driver", "type": {"type": "record", "name": "Driver", "fields": [
            {"name": "number", "type": "long"}, {"name": "name", "type": "string"},
            {"name": "phone", "type": ["null", "string"]}, {"name": "welsh", "type": "boolean"}]}},
          {"name": "doctors", "type": {"type": "array", "items": {"type": "record", "name": "Doctor", "fields": [
            {"name": "name", "type": "string"}, {"name": "email", "type": ["null", "string"]}]}}}]}""");

    private static GenericRecordBuilder decision() {
        GenericRecord header = new GenericData.Record(AVRO.getField("header").schema());
        header.put("messageId", "m-1");
        GenericRecord driver = new GenericData.Record(AVRO.getField("driver").schema());
        driver.put("number", 77L);
        driver.put("name", new org.apache.avro.util.Utf8("Dai"));
        driver.put("phone", "07700900111");
        driver.put("welsh", true);
        GenericRecord doctor = new GenericData.Record(AVRO.getField("doctors").schema().getElementType());
        doctor.put("name", "Dr Who");
        doctor.put("email", "who@example.org");
        return new GenericRecordBuilder(AVRO).set("header", header)
                .set("kind", new GenericData.EnumSymbol(AVRO.getField("kind").schema(), "decided"))
                .set("decidedAt", Instant.parse("2026-11-20T09:30:00.123Z").toEpochMilli() * 1000)
                .set("caseNumber", 4711).set("due", (int) LocalDate.of(2026, 12, 1).toEpochDay())
                .set("fee", ByteBuffer.wrap(new BigDecimal("12.50").unscaledValue().toByteArray())).set("notes", null)
                .set("conditions", List.of("glasses", "automatic")).set("tellDoctors", true)
                .set("extra", Map.of("a", 1.5)).set("driver", driver).set("doctors", List.of(doctor));
    }

    private static SourceRecord avro(GenericRecord record) {
        return new SourceRecord("medical.decisions", 3, 42, WRITTEN, Map.of(), ForeignValues.ofAvro(record));
    }

    @Test
    void anAvroRecordOfTheirOwn() {
        // Given
        SourceBinding source = source(AVRO_SOURCE);

        // When
        CaseEvent event = map(source, avro(decision().build())).orElseThrow();

        // Then
        assertThat(source.format()).isEqualTo(SourceFormat.AVRO);
        assertThat(source.startFrom()).isEqualTo(new StartFrom.At(Instant.parse("2026-11-01T00:00:00Z")));
        assertThat(event.getId()).isEqualTo("m-1");
        assertThat(event.getSource()).isEqualTo("urn:example:medical");
        assertThat(event.getType()).isEqualTo("medical.decided");
        assertThat(event.getTime()).isEqualTo(Instant.parse("2026-11-20T09:30:00.123Z"));
        assertThat(event.getCaseReference()).isEqualTo("4711");
        assertThat(event.getRecipients()).containsExactly(
                Recipient.newBuilder().setRole("driver").setReference("77").setName("Dai").setMobile("07700900111")
                        .setLanguage(Language.CY).build(),
                Recipient.newBuilder().setRole("doctor").setName("Dr Who").setEmail("who@example.org")
                        .setPreferredChannel(Channel.EMAIL).build());
        assertThat(data(event, "due")).isEqualTo(new Value.Date(LocalDate.of(2026, 12, 1)));
        assertThat(data(event, "fee")).isEqualTo(new Value.Money(1250, "GBP"));
        assertThat(data(event, "conditions")).isEqualTo(
                new Value.ListOf(List.of(new Value.Text("glasses"), new Value.Text("automatic"))));
        assertThat(event.getData()).doesNotContainKey("notes");
    }

    @Test
    void whatIsOptionalMayBeAbsent() {
        // Given
        GenericRecord record = decision().set("due", null).set("tellDoctors", false).build();
        ((GenericRecord) record.get("driver")).put("phone", null);

        // When
        CaseEvent event = map(source(AVRO_SOURCE), avro(record)).orElseThrow();

        // Then
        assertThat(event.getRecipients()).hasSize(1);
        assertThat(event.getRecipients().getFirst().getMobile()).isNull();
        assertThat(event.getData()).doesNotContainKey("due");
    }

    @Test
    void aRecordWithConvertedLogicalTypesIsTheSame() {
        // Given
        GenericRecord record = decision().set("due", null).build();
        GenericRecord converted = decision().set("due", null).build();
        converted.put("decidedAt", Instant.parse("2026-11-20T09:30:00.123Z"));
        converted.put("fee", new BigDecimal("12.50"));
        converted.put("due", LocalDate.of(2026, 12, 1));
        record.put("due", (int) LocalDate.of(2026, 12, 1).toEpochDay());

        // Then
        assertThat(ForeignValues.ofAvro(converted)).isEqualTo(ForeignValues.ofAvro(record));
    }

    private static final String JSON_SOURCE = """
        - topic: complaints
          format: json
          map:
            type: record.event
            caseReference: record.complaint.number
            recipients:
              - role: driver
                mobile: record.phone
                addressLines: record.address
                language: record.lang
            data:
              due: date(record.due)
              open: record.open
              weight: record.weight
        """;

    private static SourceRecord json(String json) {
        return new SourceRecord("complaints", 0, 7, WRITTEN, Map.of("traceparent", "x"),
                ForeignValues.ofJson(EventJson.readTree(json).orElseThrow()));
    }

    @Test
    void plainJsonWithTheUsualIdAndTime() {
        // When
        CaseEvent event = map(source(JSON_SOURCE), json("""
            {"event": "medical.decided", "complaint": {"number": 815}, "phone": "07700900111", "lang": "cy",
             "address": ["1 High Street", "Cardiff", "CF10 1AA"], "due": "2026-12-01", "open": true, "weight": 1.5}
            """)).orElseThrow();

        // Then
        assertThat(event.getId()).isEqualTo("complaints-0-7");
        assertThat(event.getSource()).isEqualTo("complaints");
        assertThat(event.getTime()).isEqualTo(WRITTEN);
        assertThat(event.getCaseReference()).isEqualTo("815");
        assertThat(event.getRecipients().getFirst().getAddressLines()).hasSize(3);
        assertThat(event.getRecipients().getFirst().getLanguage()).isEqualTo(Language.CY);
        assertThat(data(event, "due")).isEqualTo(new Value.Date(LocalDate.of(2026, 12, 1)));
        assertThat(data(event, "open")).isEqualTo(new Value.YesNo(true));
        assertThat(data(event, "weight")).isEqualTo(new Value.DecimalNumber(new BigDecimal("1.5")));
    }

    @Test
    void whatCannotBeAnEventSaysWhyWithoutQuotingIt() {
        assertThat(map(source(JSON_SOURCE), json("""
            {"complaint": {"number": ["canary"]}, "phone": {"canary": 1}, "lang": "canary", "due": "canary",
             "open": {"canary": 1}}""")).problems()).extracting(Problem::english).containsExactly(
                "‘type’ could not be worked out: record.event is missing",
                "‘caseReference’ must be a text or a whole number", "‘recipients.driver.mobile’ must be a text",
                "‘recipients.driver.language’ must be one of cy, en",
                "‘data.due’ could not be worked out: a function or an operator cannot work with the values given, at"
                        + " character 5",
                "‘data.open’ must be a text, number, yes or no, date, moment, money or a list of these");
    }

    private static final String CLOUD_EVENT_SOURCE = """
        - pattern: .*[.]events
          format: cloud-event
          startFrom: earliest
          map:
            recipients: [{ role: driver, mobile: record.mobile }]
            data: { outcome: record.outcome }
        """;

    private static SourceRecord cloudEvent(Map<String, String> headers, String data) {
        return new SourceRecord("medical.events", 0, 1, WRITTEN, headers,
                ForeignValues.ofJson(EventJson.readTree(data).orElseThrow()));
    }

    @Test
    void aCloudEventSaysWhatItIsInItsHeaders() {
        // Given
        SourceBinding source = source(CLOUD_EVENT_SOURCE);
        Map<String, String> headers = Map.of("ce_specversion", "1.0", "ce_id", "c-1", "ce_source", "urn:x", "ce_type",
                "medical.decided", "ce_time", "2026-11-20T10:30:00+01:00", "ce_subject", "CASE-9");

        // When
        CaseEvent event = map(source,
                cloudEvent(headers, "{\"mobile\": \"07700900111\", \"outcome\": \"may drive\"}")).orElseThrow();

        // Then
        assertThat(event.getId()).isEqualTo("c-1");
        assertThat(event.getSource()).isEqualTo("urn:x");
        assertThat(event.getType()).isEqualTo("medical.decided");
        assertThat(event.getCaseReference()).isEqualTo("CASE-9");
        assertThat(event.getTime()).isEqualTo(Instant.parse("2026-11-20T09:30:00Z"));
        assertThat(data(event, "outcome")).isEqualTo(new Value.Text("may drive"));
        assertThat(source.covers("medical.events")).isTrue();
        assertThat(source.covers("medical.events.v2")).isFalse();
        assertThat(source.startFrom()).isEqualTo(new StartFrom.Earliest());
    }

    @Test
    void aCloudEventWithoutASubjectHasNoCase() {
        assertThat(map(source(CLOUD_EVENT_SOURCE), cloudEvent(
                Map.of("ce_id", "c-1", "ce_source", "urn:x", "ce_type", "t", "ce_time", "2026-11-20T09:30:00Z"), "{}"))
                .problems()).extracting(Problem::english)
                .containsExactly("‘caseReference’ could not be worked out: headers.ce_subject is missing");
    }
}
