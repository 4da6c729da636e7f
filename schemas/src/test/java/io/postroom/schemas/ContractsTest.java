package io.postroom.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.StatusReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractsTest {
    static Stream<Schema> records() {
        return TopicRecords.all();
    }

    @ParameterizedTest
    @MethodSource("records")
    void every_record_field_and_symbol_is_documented(Schema schema) {
        // When
        List<String> undocumented = new ArrayList<>();
        visit(schema, new HashSet<>(), undocumented);

        // Then
        assertThat(undocumented).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("records")
    void moments_are_timestamp_millis(Schema schema) {
        // When
        List<String> bare = schema.getFields().stream().filter(f -> f.name().endsWith("At") || f.name().equals("time"))
                .filter(f -> plain(f.schema()).getLogicalType() != LogicalTypes.timestampMillis())
                .map(Schema.Field::name).toList();

        // Then
        assertThat(bare).isEmpty();
    }

    @Test
    void a_record_prints_its_type_and_nothing_that_it_holds() {
        // Given
        Recipient recipient = Recipient.newBuilder().setRole("applicant").setName("Canary Person")
                .setMobile("07700900123").setLanguage(Language.EN).build();

        // When
        String printed = recipient.toString();

        // Then
        assertThat(printed).isEqualTo("Recipient[•••]");
    }

    @ParameterizedTest
    @EnumSource(StatusReason.class)
    void every_reason_has_a_sentence_in_english_and_in_welsh(StatusReason reason) {
        // When
        String english = Reasons.english(reason);
        String welsh = Reasons.welsh(reason);

        // Then
        assertThat(english).endsWith(".").hasSizeGreaterThan(10);
        assertThat(welsh).endsWith(".").hasSizeGreaterThan(10).isNotEqualTo(english);
    }

    @Test
    void topic_names_are_legal_distinct_and_dot_separated() {
        // When
        List<String> names = new Names.Topics("dept.team-a.").all();

        // Then
        assertThat(names).doesNotHaveDuplicates().allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(249)
                .startsWith("dept.team-a.").matches(Pattern.compile("[a-z0-9.-]+")));
        assertThat(Names.Topics.DEFAULT.delay(Channel.SMS, Names.Delay.TEN_MINUTES))
                .isEqualTo("notifications.request.sms.delay.10m.v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dept", "Dept.", "dept_a.", ".", "dept..", " "})
    void a_prefix_that_would_make_bad_names_is_refused_with_a_sentence(String prefix) {
        assertThatThrownBy(() -> new Names.Topics(prefix)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + prefix + "'").hasMessageContaining("must be");
    }

    private static Schema plain(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream().filter(t -> t.getType() != Schema.Type.NULL).findFirst().orElseThrow()
                : schema;
    }

    private static void visit(Schema schema, Set<String> seen, List<String> undocumented) {
        switch (schema.getType()) {
            case RECORD -> {
                if (seen.add(schema.getFullName())) {
                    note(schema.getDoc(), schema.getName(), undocumented);
                    for (Schema.Field field : schema.getFields()) {
                        note(field.doc(), schema.getName() + "." + field.name(), undocumented);
                        visit(field.schema(), seen, undocumented);
                    }
                }
            }
            case ENUM -> {
                note(schema.getDoc(), schema.getName(), undocumented);
                note(schema.getEnumDefault(), schema.getName() + " default symbol", undocumented);
                Object docs = schema.getObjectProp("symbolDocs");
                for (String symbol : schema.getEnumSymbols()) {
                    Object doc = docs instanceof Map<?, ?> map ? map.get(symbol) : null;
                    note(doc == null ? null : doc.toString(), schema.getName() + "." + symbol, undocumented);
                }
            }
            case UNION -> schema.getTypes().forEach(type -> visit(type, seen, undocumented));
            case ARRAY -> visit(schema.getElementType(), seen, undocumented);
            case MAP -> visit(schema.getValueType(), seen, undocumented);
            case FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {
                // Nothing inside to document.
            }
        }
    }

    private static void note(String doc, String what, List<String> undocumented) {
        if (doc == null || doc.isBlank()) {
            undocumented.add(what);
        }
    }
}
