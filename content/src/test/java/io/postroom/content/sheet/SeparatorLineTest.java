package io.postroom.content.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Channel;
import io.postroom.content.Checked;
import io.postroom.content.Language;
import io.postroom.content.Problem;
import io.postroom.content.template.Template;
import io.postroom.content.template.TemplateParser;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Excel's first line {@code sep=;}, which says what stands between the cells of a text file. */
class SeparatorLineTest {

    @ParameterizedTest
    @ValueSource(strings = {"sep=;\na;b\n1;2,3", "SEP=;\r\na;b\r\n1;2,3\r\n;;\r\n", "\"sep=;\"\ra;b\r1;2,3",
            "\ufeffsep=;\n\na;b\n1;\"2,3\"", "sep=|\na|b\n1|2,3", "sep=\t\na\tb\n1\t2,3\t\t"})
    void whatItNamesSeparatesTheCellsAndItIsNoRow(String text) {
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16)) {
            // When
            List<List<String>> rows = rows(text, charset);

            // Then
            assertThat(rows).containsExactly(List.of("a", "b"), List.of("1", "2,3"));
        }
    }

    @Test
    void aSeparatedFileKeepsTheCommaAtItsEnd() {
        assertThat(rows("sep=;\na;b\nAnn;Hello,", StandardCharsets.UTF_8)).last().isEqualTo(List.of("Ann", "Hello,"));
        assertThat(rows("a\tb\nAnn\tHello,", StandardCharsets.UTF_8)).last().isEqualTo(List.of("Ann", "Hello,"));
        assertThat(rows("sep=,\na,b\n1,2,,\n,\n", StandardCharsets.UTF_8)).last().isEqualTo(List.of("1", "2"));
    }

    @ParameterizedTest
    @CsvSource({"'sep=;\na;b', CSV", "'sep=\t\na\tb', TSV", "'sep=,\na\tb', CSV"})
    void theKindOfFileFollowsFromIt(String text, SheetFormat format) {
        assertThat(SheetFile.read(text.getBytes(StandardCharsets.UTF_8), row -> true).orElseThrow()).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sep=x\n1", "sep=12\n1", "sep=\n1", "sep= \n1", "separator\n1", "a\nsep=;", "\"sep=,\nx\"",
            "sep=,,\n1"})
    void whatIsNotQuiteItIsARow(String text) {
        assertThat(rows(text, StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(2)
                .first().asString().containsAnyOf("sep", "a");
        assertThat(SeparatorLine.find(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"'sep=;', empty-file", "'sep=;\n;;\n', empty-file", "'a;b\nsep=;', separated-by-semicolons",
            "'sep=;\n<html>', not-a-spreadsheet"})
    void itMendsNothingElse(String text, String code) {
        // When
        Checked<SheetFormat> read = SheetFile.read(text.getBytes(StandardCharsets.UTF_8), row -> true);

        // Then
        assertThat(read.problems()).extracting(Problem::code).containsExactly(code);
    }

    @Test
    void rowsHaveTheNumbersThatExcelShows() {
        // Given
        Template template = TemplateParser.parse("t", Channel.SMS, Language.EN, "Hello ((name))").orElseThrow();
        byte[] file = "sep=;\nphone number;name\n07700900123;Ann\n07700900124;\n".getBytes(StandardCharsets.UTF_8);

        // When
        RecipientSheet sheet = RecipientSheet.read(file, template, SheetOptions.DEFAULT).orElseThrow();

        // Then
        assertThat(sheet.columnHeaders()).containsExactly("phone number", "name");
        assertThat(sheet.rows().filter(row -> !row.problems().isEmpty()).map(SheetRow::number)).containsExactly(3);
    }

    private static List<List<String>> rows(String text, Charset charset) {
        List<List<String>> rows = new ArrayList<>();
        Checked<SheetFormat> read = SheetFile.read(text.getBytes(charset), rows::add);
        assertThat(read.problems()).isEmpty();
        rows.removeIf(row -> row.stream().allMatch(String::isEmpty));
        return rows.stream().map(row -> {
            List<String> cells = new ArrayList<>(row);
            while (cells.getLast().isEmpty()) {
                cells.removeLast();
            }
            return List.copyOf(cells);
        }).toList();
    }
}
