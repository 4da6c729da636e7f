package io.postroom.rules.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.rules.RuleFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mapping reads, next to the schemas of the topic that it reads from. */
class UnknownFieldsTest {
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
             {"name":"amount","type":["null","int","string"]}]}""".formatted(permit));
    }

    private List<String> unknown(String mapping, Schema... versions) {
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
        return Objects.requireNonNull(read).unknownFields(List.of(versions));
    }

    @Test
    void aMappingThatFitsReadsNothingUnknown() {
        assertThat(unknown(MAPPING, SCHEMA)).isEmpty();
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
        assertThat(unknown(MAPPING.replace(right, wrong), SCHEMA)).containsExactly(told);
    }

    @Test
    void whatIsAskedForBeforeMayBeMissing() {
        // Given
        String mapping = MAPPING.replace("caseReference: record.permit",
                "caseReference: 'has(record.number) ? record.number : record.permit'");

        // Then
        assertThat(unknown(mapping, SCHEMA)).isEmpty();
    }

    @Test
    void whatOneVersionOfTheSchemaHasIsKnown() {
        // Given
        Schema older = schema("\"number\"");

        // Then
        assertThat(unknown(MAPPING, SCHEMA, older)).isEmpty();
        assertThat(unknown(MAPPING.replace("record.permit", "record.none"), SCHEMA, older)).isNotEmpty();
    }

    @Test
    void ofWhatIsNoRecordAndOfNoSchemaNothingIsSaid() {
        assertThat(Stream.of(unknown(MAPPING, Schema.create(Schema.Type.STRING)), unknown(MAPPING)))
                .allSatisfy(found -> assertThat(found).isEmpty());
    }
}
