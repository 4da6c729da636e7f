package io.postroom.rules.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Checked;
import io.postroom.rules.RuleFolder;
import io.postroom.schemas.v1.CaseEvent;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mapping reads, next to the schemas of the topic that it reads from. */
class MisfitsTest {
    private static final String MAPPING = """
        id: record.header.messageId
        source: "'theirs'"
        type: "'permit.' + record.kind"
        time: record.decidedAt
        caseReference: record.permit
        recipients:
          - { role: holder, each: record.people, when: item.wanted, mobile: item.phone }
          - { role: clerk, mobile: record.clerk.phone }
        data: { amount: record.amount, also: "record.extra['any']", older: record.parent.permit }
        """;
    private static final Schema SCHEMA = schema("\"permit\"");

    @TempDir
    private Path root;

    /** The first schema of the topic, but for the name of one of its fields. */
    private static Schema schema(String permit) {
        return new Schema.Parser().parse("""
            {"type":"record","name":"Decision","namespace":"theirs","fields":[
             {"name":"header","type":{"type":"record","name":"Header","fields":[{"name":"messageId","type":"string"}]}},
             {"name":"kind","type":{"type":"enum","name":"Kind","symbols":["granted"]}},
             {"name":"decidedAt","type":{"type":"long","logicalType":"timestamp-millis"}},
             {"name":%s,"type":"string"},
             {"name":"people","type":{"type":"array","items":{"type":"record","name":"Person","fields":[
               {"name":"wanted","type":"boolean"},{"name":"phone","type":["null","string"]}]}}},
             {"name":"clerk","type":["null","Person"]},
             {"name":"parent","type":["null","Decision"]},
             {"name":"extra","type":{"type":"map","values":"string"}},
             {"name":"rate","type":"double"},
             {"name":"due","type":{"type":"int","logicalType":"date"}},
             {"name":"fee","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
             {"name":"scan","type":"bytes"},
             {"name":"lines","type":{"type":"array","items":["null","string"]}},
             {"name":"counts","type":{"type":"array","items":"double"}},
             {"name":"pages","type":["null","int"]},
             {"name":"amount","type":["null","int","string"]}]}""".formatted(permit));
    }

    private List<String> misfits(String mapping, Schema... versions) {
        return mapping(mapping).misfits(List.of(versions));
    }

    private SourceMapping mapping(String mapping) {
        SourceMapping read = new RuleFolder(root).file("svc/rules.yaml", """
            service: svc
            sources:
              - topic: theirs
                format: avro
                map:
            %ssenders: { sms: Example }
            rules:
              - { id: a, on: permit.granted, to: holder, send: { channels: [sms], template: hello }, language: en }
            """.formatted(mapping.indent(6))).template("svc", "hello.sms.en", "Hello").load().sources().getFirst()
                .mapping();
        return Objects.requireNonNull(read);
    }

    @Test
    void aMappingThatFitsReadsNothingUnknown() {
        assertThat(misfits(MAPPING, SCHEMA)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
        record.permit|record.pemit|'caseReference' reads 'pemit'
        record.header.messageId|record.header.id|'id' reads 'id'
        item.phone|item.phon|'recipients.holder.mobile' reads 'phon'
        item.wanted|item.want|'recipients.holder.when' reads 'want'
        record.people,|record.persons,|'recipients.holder.each' reads 'persons'
        record.clerk.phone|record.clerk.mobile|'recipients.clerk.mobile' reads 'mobile'
        record.amount|record.amounts|'data.amount' reads 'amounts'
        record.parent.permit|record.parent.parent.permits|'data.older' reads 'permits'
        """)
    void aFieldThatNoRecordHasIsNamedWithItsPlace(String right, String wrong, String told) {
        assertThat(misfits(MAPPING.replace(right, wrong), SCHEMA)).containsExactly(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
        time: record.decidedAt|time: record.rate|'time' is double, where a moment, a text such as 2026-11-20T09:30:00Z, or milliseconds since 1970 is needed
        time: record.decidedAt|time: record.due|'time' is date, where a moment, a text such as 2026-11-20T09:30:00Z, or milliseconds since 1970 is needed
        Reference: record.permit|Reference: record.header|'caseReference' is theirs.Header, where a text or a whole number is needed
        Reference: record.permit|Reference: record.fee|'caseReference' is decimal, where a text or a whole number is needed
        item.phone|item.wanted|'recipients.holder.mobile' is bool, where a text or a whole number is needed
        when: item.wanted|when: item.phone|'recipients.holder.when' is string, where true or false is needed
        each: record.people|each: record.clerk|'recipients.holder.each' is theirs.Person, where a list is needed
        record.amount|record.rate > 5|'data.amount' is not right: found no matching overload for '_>_' applied to '(double, int)'
        record.amount|record.scan|'data.amount' is bytes, where a text, number, yes or no, date, moment, money or a list of these is needed
        record.amount|record.people|'data.amount' is list, where a text, number, yes or no, date, moment, money or a list of these is needed
        record.amount|record.rate + record.permit|'data.amount' is not right: found no matching overload for '_+_' applied to '(double, string)'
        """)
    void aFieldOfAnotherTypeIsToldWithWhatIsNeeded(String right, String wrong, String told) {
        assertThat(misfits(MAPPING.replace(right, wrong), SCHEMA)).anySatisfy(one -> assertThat(one).isEqualTo(told));
    }

    @ParameterizedTest
    @ValueSource(strings = {"record.pages > 5", "record.rate > 5.0", "record.fee > 5", "record.fee < record.rate",
            "record.due < recordTime", "record.decidedAt > timestamp('2026-01-01T00:00:00Z')",
            "record.kind == 'granted'",
            "longDate(record.due)", "time(record.decidedAt)", "amount(record.fee, 'GBP')", "money(record.fee)",
            "date(record.permit)", "record.extra['any'] + record.permit", "'' + string(record.pages)",
            "record.due + duration('24h')", "record.lines", "record.counts", "record.parent != null",
            "has(record.pages) ? record.pages : record.permit", "record.people.exists(p, p.wanted)",
            "record.people.map(p, p.phone)", "list(record.lines)", "number(record.fee) * 2.0", "record.pages in [1, 2]",
            "size(record.lines)", "record.permit.lowerAscii()", "record.amount + 1", "record.parent.due",
            "record['permit']", "'permit' in record", "size(record)", "record.rate == 5", "record.pages in [1.0, 2.0]",
            "record.people[0]['phone']", "record['permit'] + '!'",
            "record['extra']['any'] + record['permit'] + '!'", "record.header['messageId'] + record.permit",
            "record.lines[0] + '!'"})
    void whatCanBeEvaluatedFits(String expression) {
        // Given
        SourceMapping mapping = mapping(MAPPING.replace("record.amount", '"' + expression + '"'));

        // When
        Checked<CaseEvent> event = mapping.map(new SourceRecord("theirs", 0, 0, Instant.EPOCH, Map.of(),
                ForeignValues.ofAvro(decision(decision(null)))));

        // Then
        assertThat(event).isInstanceOfSatisfying(Checked.Valid.class,
                valid -> assertThat(((CaseEvent) valid.value()).getData()).containsKey("amount"));
        assertThat(mapping.misfits(List.of(SCHEMA))).isEmpty();
    }

    private static GenericRecord decision(@Nullable GenericRecord parent) {
        GenericRecord person = new GenericRecordBuilder(SCHEMA.getField("people").schema().getElementType())
                .set("wanted", true).set("phone", "07700 900123").build();
        return new GenericRecordBuilder(SCHEMA)
                .set("header", new GenericRecordBuilder(SCHEMA.getField("header").schema()).set("messageId", "1")
                        .build())
                .set("kind", "granted").set("decidedAt", 1_800_000_000_000L).set("permit", "2026-11-28")
                .set("people", List.of(person)).set("clerk", person).set("parent", parent)
                .set("extra", Map.of("any", "more")).set("rate", 5.5).set("due", 20_000)
                .set("fee", ByteBuffer.wrap(new byte[]{2, 3})).set("scan", ByteBuffer.wrap(new byte[]{1}))
                .set("lines", List.of("1 High Street")).set("counts", List.of(1.5)).set("pages", 7).set("amount", 9)
                .build();
    }

    /** What is asked of a record as of a map is left alone; its name in another word is no reason for that. */
    @Test
    void aRecordWithAShortNameHidesNoFault() {
        // Given
        Schema shortName = new Schema.Parser()
                .parse(SCHEMA.toString().replace("theirs.Decision", "Decision").replace("Decision", "in")
                        .replace("\"namespace\":\"theirs\",", ""));

        // Then
        assertThat(misfits(MAPPING.replace("record.amount", "record.rate + record.permit"), shortName))
                .singleElement().asString().contains("'(double, string)'");
    }

    @Test
    void whatFitsOneVersionIsNoMisfitOfAnother() {
        // Given
        String text = SCHEMA.toString();
        Schema older = new Schema.Parser().parse(text.replace("\"rate\",\"type\":\"double\"",
                "\"rate\",\"type\":\"string\""));
        String mapping = MAPPING.replace("time: record.decidedAt", "time: record.rate");

        // Then
        assertThat(misfits(mapping, older, SCHEMA)).isEmpty();
        assertThat(misfits(mapping, SCHEMA)).isNotEmpty();
    }

    @Test
    void whatNoVersionFitsIsToldOfTheNewest() {
        // Given
        Schema older = schema("\"number\"");
        String mapping = MAPPING.replace("caseReference: record.permit",
                "caseReference: record.permit + record.number");

        // Then
        assertThat(misfits(mapping, older, SCHEMA)).containsExactly("'caseReference' reads 'number'");
    }

    @Test
    void whatIsAskedForBeforeMayBeMissing() {
        // Given
        String mapping = MAPPING.replace("caseReference: record.permit",
                "caseReference: 'has(record.number) ? record.number : record.permit'");

        // Then
        assertThat(misfits(mapping, SCHEMA)).isEmpty();
    }

    @Test
    void whatOneVersionOfTheSchemaHasIsKnown() {
        // Given
        Schema older = schema("\"number\"");

        // Then
        assertThat(misfits(MAPPING, SCHEMA, older)).isEmpty();
        assertThat(misfits(MAPPING.replace("record.permit", "record.none"), SCHEMA, older)).isNotEmpty();
    }

    @Test
    void ofWhatIsNoRecordAndOfNoSchemaNothingIsSaid() {
        assertThat(Stream.of(misfits(MAPPING, Schema.create(Schema.Type.STRING)), misfits(MAPPING)))
                .allSatisfy(found -> assertThat(found).isEmpty());
    }
}
