package io.postroom.content.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Checked;
import io.postroom.content.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Workbooks from programs that pack otherwise than Excel, byte by byte as the packing's specification has it. */
class WorkbookPackingTest {

    private static final String ROWS = """
        <worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>phone number</t></is></c>
        <c t="inlineStr"><is><t>name</t></is></c></row></sheetData></worksheet>""";

    static Stream<Arguments> packings() {
        return Stream.of(HandMadeZip.Front.values())
                .flatMap(front -> Stream.of(Arguments.of(front, false), Arguments.of(front, true)));
    }

    @ParameterizedTest(name = "{0}, ZIP64 directory: {1}")
    @MethodSource("packings")
    void sizesAreReadWhereverAProgramPutsThem(HandMadeZip.Front front, boolean directory64) {
        // Given
        byte[] file = workbook(new HandMadeZip(front, directory64)).part("xl/worksheets/a.xml", ROWS).bytes();

        // When
        List<List<String>> rows = new ArrayList<>();
        Checked<SheetFormat> read = SheetFile.read(file, rows::add);

        // Then
        assertThat(read.problems()).isEmpty();
        assertThat(rows).containsExactly(List.of("phone number", "name"));
    }

    @ParameterizedTest(name = "{0}, ZIP64 directory: {1}")
    @MethodSource("packings")
    void aPartThatSaysItUnpacksToTooMuchIsRefusedUnread(HandMadeZip.Front front, boolean directory64) {
        // Given: the limit is 300 MB
        byte[] file = workbook(new HandMadeZip(front, directory64)).part("xl/worksheets/a.xml", ROWS, 300_000_001)
                .bytes();

        // Then
        assertThat(problem(file)).isEqualTo("too-much-in-spreadsheet");
    }

    @Test
    void aSizeThatOnlyZip64CanSayIsTooMuchAndNoDamage() {
        // Given: 2⁴⁰ bytes, and as many as overflow when they are added up
        byte[] much = workbook(new HandMadeZip(HandMadeZip.Front.SIZES_IN_ZIP64, true))
                .part("xl/worksheets/a.xml", ROWS, 1L << 40).bytes();
        byte[] more = workbook(new HandMadeZip(HandMadeZip.Front.SIZES_IN_ZIP64, true))
                .part("xl/worksheets/a.xml", ROWS, Long.MAX_VALUE).part("xl/b.xml", "", Long.MAX_VALUE).bytes();

        // Then
        assertThat(problem(much)).isEqualTo("too-much-in-spreadsheet");
        assertThat(problem(more)).isEqualTo("too-much-in-spreadsheet");
    }

    private static HandMadeZip workbook(HandMadeZip zip) {
        return zip.part("xl/workbook.xml", "<workbook><sheet id=\"r\"/></workbook>").part(
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"r\" Target=\"worksheets/a.xml\"/></Relationships>");
    }

    private static String problem(byte[] file) {
        List<Problem> problems = SheetFile.read(file, row -> true).problems();
        assertThat(problems).hasSize(1);
        return problems.getFirst().code();
    }
}
