package io.postroom.content.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Channel;
import io.postroom.content.Generated;
import io.postroom.content.Language;
import io.postroom.content.Problem;
import io.postroom.content.recipient.PhoneNumberOptions;
import io.postroom.content.recipient.PostalAddressOptions;
import io.postroom.content.recipient.Safelist;
import io.postroom.content.template.Message;
import io.postroom.content.template.Template;
import io.postroom.content.template.TemplateParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("scaled")
class RecipientSheetTest {

    private static final Template HELLO = sms("Hello ((name)), ((docs))");

    @Test
    void aGoodRowMakesAMessage() {
        // Given
        String csv = "Phone_Number, NAME ,docs,docs,ignored\n07700 900123,\"Siân, \"\"S\"\"\",deed,map,x\n";

        // When
        RecipientSheet sheet = RecipientSheet.ofCsv(csv, HELLO, SheetOptions.DEFAULT);
        List<SheetRow> rows = sheet.rows().toList();

        // Then
        assertThat(sheet.problems()).isEmpty();
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().number()).isEqualTo(2);
        assertThat(rows.getFirst().canonicalRecipient()).isEqualTo("447700900123");
        assertThat(rows.getFirst().message()).isInstanceOfSatisfying(Message.SmsMessage.class,
                message -> assertThat(message.text()).isEqualTo("Hello Siân, \"S\", deed and map"));
        assertThat(rows.getFirst().toString()).doesNotContain("Si", "7700");
        assertThat(sheet.cell(0, " doc-s")).containsExactly("deed", "map");
        assertThat(sheet.cell(1, "name")).isEmpty();
        assertThat(rows.getFirst().values().revealTexts()).containsOnly(Map.entry("NAME", "Siân, \"S\""));
        assertThat(rows.getFirst().values().revealLists()).containsOnly(Map.entry("docs", List.of("deed", "map")));
    }

    @Test
    void whoeverReadsRowByRowAddsThemUpOnTheWay() {
        // Given
        String csv = "name,phone number,docs\nA,07700900123,x\n\nA,+447700900123,x\nB,07700900123,x\nA,12,x\n";
        RecipientSheet sheet = RecipientSheet.ofCsv(csv, HELLO, SheetOptions.DEFAULT);
        SummaryCollector collector = new SummaryCollector(SheetOptions.DEFAULT);

        // When
        List<Integer> earlier = sheet.rows().map(collector::add).toList();

        // Then
        assertThat(earlier).containsExactly(null, 2, null, null);
        assertThat(collector.summary()).isEqualTo(sheet.summary());
        assertThat(sheet.cell(3, "name")).as("behind a blank row").containsExactly("B");
    }

    @Test
    void everyFaultyCellIsToldWithItsRowAndColumn() {
        // Given
        String csv = "name,phone number,docs\nA,12,x\n,07700900123,y\n\n,,\nB,07700900123,\n";

        // When
        RecipientSheet sheet = RecipientSheet.ofCsv(csv, HELLO, SheetOptions.DEFAULT);

        // Then
        assertThat(sheet.rows().flatMap(row -> row.problems().stream()
                .map(problem -> row.number() + " " + problem.column() + " " + problem.problem().code())))
                .containsExactly("2 phone number too-short", "3 name missing-value", "6 docs missing-value");
        assertThat(sheet.rowCount()).isEqualTo(3);
        assertThat(sheet.problems()).extracting(Problem::english)
                .containsExactly("You need to: fix 1 phone number; enter missing data in 2 rows");
        assertThat(sheet.problems()).extracting(Problem::welsh)
                .containsExactly("Mae angen i chi: cywiro 1 rhif ffôn; rhoi’r data coll mewn 2 rhes");
    }

    @Test
    void problemsOfTheSheetComeInTheOrderOfMending() {
        // Given
        Template template = sms("((x)) ((y))");

        // When
        List<String> none = codes(RecipientSheet.ofCsv("", template, SheetOptions.DEFAULT));
        List<String> twice = codes(
                RecipientSheet.ofCsv("phone number,PhoneNumber,x\n1,2,3", template, SheetOptions.DEFAULT));

        // Then
        assertThat(none).containsExactly("no-rows", "missing-recipient-column", "missing-columns");
        assertThat(twice).containsExactly("duplicate-recipient-columns", "missing-columns");
    }

    @Test
    void limitsOfTheServiceAreKept() {
        // Given
        String csv = "phone number\n07700900123\n+33122334455\n07797292290";
        SheetOptions options = new SheetOptions(new PhoneNumberOptions(true, false), PostalAddressOptions.UK_ONLY, 100,
                2,
                0, new Safelist(List.of("07700900123", "07797292290")));

        // When
        RecipientSheet sheet = RecipientSheet.ofCsv(csv, sms("hi"), options);
        SheetSummary summary = sheet.summary();

        // Then
        assertThat(summary.international()).isEqualTo(1);
        assertThat(summary.goodRows()).isEqualTo(3);
        assertThat(codes(sheet)).containsExactly("recipients-not-allowed", "too-many-messages",
                "too-many-international-messages");
    }

    @Test
    void tooManyRowsAreOnlyCounted() {
        // Given
        SheetOptions options = new SheetOptions(PhoneNumberOptions.UK_MOBILE, PostalAddressOptions.UK_ONLY, 2, null,
                null,
                null);

        // When
        RecipientSheet sheet = RecipientSheet.ofCsv("phone number\n1\n2\n3\n4", sms("hi"), options);
        RecipientSheet full = RecipientSheet.ofCsv("phone number\n07700900123\n07700900124", sms("hi"), options);

        // Then
        assertThat(sheet.rowCount()).isEqualTo(4);
        assertThat(sheet.rows()).isEmpty();
        assertThat(codes(sheet)).containsExactly("too-many-rows");
        assertThat(codes(full)).isEmpty();
    }

    @Test
    void theSameMessageToTheSamePersonIsFound() {
        // Given
        String csv = "email address,name\nA@b.com,x\na@b.com,y\na@B.com , x";

        // When
        SheetSummary summary = RecipientSheet.ofCsv(csv, email("Hello ((name))"), SheetOptions.DEFAULT).summary();

        // Then
        assertThat(summary.duplicates()).containsExactly(new SheetSummary.Duplicate(4, 2));
        assertThat(summary.parts()).isEqualTo(3);
    }

    @Test
    void theCostOfTextsIsAddedUp() {
        // Given
        String csv = "phone number,x\n07700900123," + "a".repeat(160) + "\n07700900124," + "ŵ".repeat(71);

        // When
        SheetSummary summary = RecipientSheet.ofCsv(csv, sms("((x))"), SheetOptions.DEFAULT).summary();

        // Then
        assertThat(summary.parts()).isEqualTo(3);
    }

    @Test
    void messagesThatSayTooMuchOrNothingAreTold() {
        // Given
        String csv = "phone number,show,x\n07700900123,no,\n07700900123,yes," + "a".repeat(919);

        // When
        RecipientSheet sheet = RecipientSheet.ofCsv(csv, sms("((show??a)) "), SheetOptions.DEFAULT);
        RecipientSheet longer = RecipientSheet.ofCsv(csv, sms("((x))"), SheetOptions.DEFAULT);

        // Then
        assertThat(codes(sheet)).containsExactly("row-errors");
        assertThat(sheet.problems().getFirst().english())
                .isEqualTo("You need to: check you have content for the empty message in 1 row");
        assertThat(longer.problems().getFirst().english())
                .isEqualTo("You need to: enter missing data in 1 row; shorten the message in 1 row");
    }

    @Test
    void lettersNeedAnAddressInThreeColumns() {
        // Given
        Template letter = TemplateParser.parse("t", Channel.LETTER, Language.EN,
                "---\nsubject: s\n---\nDear ((address line 1))\n\nQR: ((link))").orElseThrow();
        String header = "address line 1,address line 2,postcode,link\n";

        // When
        RecipientSheet good = RecipientSheet.ofCsv(header + "A,1 Street,SW1A 1AA,x", letter, SheetOptions.DEFAULT);
        RecipientSheet bad = RecipientSheet
                .ofCsv(header + "A,1 Street,,x\nA,No fixed abode,SW1A 1AA,x\nA,1 Street,SW1A 1AA,"
                        + "é".repeat(253), letter, SheetOptions.DEFAULT);
        RecipientSheet fewer = RecipientSheet.ofCsv("address line 1,postcode,link\nA,SW1A 1AA,x", letter,
                SheetOptions.DEFAULT);

        // Then
        assertThat(good.problems()).isEmpty();
        assertThat(bad.rows().flatMap(row -> row.problems().stream()).map(problem -> problem.problem().code()))
                .containsExactly("not-enough-address-lines", "no-fixed-abode-address", "qr-code-too-long");
        assertThat(codes(fewer)).startsWith("missing-recipient-column");
    }

    @Test
    void thousandsOfHeadersDoNotMakeRowsSlow() {
        // Given
        String header = "phone number," + IntStream.range(0, 10_000).mapToObj(i -> "x" + i % 7)
                .collect(Collectors.joining(","));

        // When
        RecipientSheet sheet = RecipientSheet.ofCsv(header + "\n" + "07700900123\n".repeat(20_000), sms("hi"),
                SheetOptions.DEFAULT);

        // Then
        assertThat(sheet.summary().goodRows()).isEqualTo(20_000);
        assertThat(sheet.columnHeaders()).hasSize(8);
    }

    @Test
    void noSpreadsheetProgramExecutesTheResults() {
        assertThat(SafeCsv.line(List.of("=1+1", "+44", "-1", "@x", " =x", "a,b", "a\"b", "", "ok", "\t=x", "a\nb")))
                .isEqualTo(
                        "'=1+1,'+44,'-1,'@x,' =x,\"a,b\",\"a\"\"b\",,ok,\"'\t=x\",\"a\nb\"\r\n");
    }

    @Test
    void noTextMakesACellThatASpreadsheetProgramExecutes() {
        List<String> pieces = List.of("=", "+", "-", "@", " ", "\t", "\r", "\n", "a", "\"", "'", ",", "\u00a0",
                "\ufeff", "＝",
                "cmd|' /C calc'!A0", "\u200b", "|", "%");
        Generated.inputs("results", random -> Generated.text(random, 6, pieces), text -> {
            // Given
            List<List<String>> read = new ArrayList<>();

            // When
            CsvParser.parse(SafeCsv.line(List.of("x", text)), ',', read::add);

            // Then: not even after what programs pass over in front of a cell
            String cell = read.getFirst().getLast();
            assertThat(cell.replaceFirst("^[\\s\\p{Z}\\p{Cf}\\p{Cc}]+", "")).doesNotContainPattern("^[=+\\-@＝＋－＠|%]");
            assertThat(cell.startsWith("'") ? cell.substring(1) : cell).isIn(text,
                    text.substring(Math.min(1, text.length())));
        });
    }

    @Test
    void whatIsWrittenAsCsvIsReadBackCellByCell() {
        List<String> pieces = List.of("a", ",", "\"", "\n", "\r\n", " ", "é", ";", "b c", "'", "\t");
        Generated.inputs("CSV", random -> IntStream.range(0, 1 + random.nextInt(4)).mapToObj(row -> IntStream
                .range(0, 1 + random.nextInt(4)).mapToObj(cell -> "x" + Generated.text(random, 5, pieces) + "x")
                .toList())
                .toList(), rows -> {
                    // Given
                    String csv = rows.stream().map(SafeCsv::line).collect(Collectors.joining());
                    List<List<String>> read = new ArrayList<>();

                    // When
                    CsvParser.parse(csv, ',', read::add);

                    // Then
                    assertThat(read).isEqualTo(rows);
                });
    }

    @Test
    void anyBytesAreASheetOrHaveAProblem() {
        List<String> pieces = List.of("phone number", "name", ",", "\n", "\"", "07700900123", "Siân", "\t", ";", " ",
                "\ufeff",
                "docs", "\u0000", "PK\u0003\u0004", "<", "\r");
        Generated.inputs("sheet files", random -> Generated.text(random, 20, pieces), text -> {
            byte[] file = text.getBytes(StandardCharsets.UTF_8);

            // When
            var read = RecipientSheet.read(file, HELLO, SheetOptions.DEFAULT);

            // Then
            assertThat(read.problems().size()).isLessThanOrEqualTo(1);
            if (read.isValid()) {
                RecipientSheet sheet = read.orElseThrow();
                assertThat(sheet.rows().count()).isEqualTo(sheet.rowCount());
                if (sheet.missingColumns().isEmpty()) {
                    assertThat(sheet.rows()).allMatch(row -> row.problems().isEmpty() == (row.message() != null));
                }
            }
        });
    }

    private static List<String> codes(RecipientSheet sheet) {
        return sheet.problems().stream().map(Problem::code).toList();
    }

    private static Template sms(String body) {
        return TemplateParser.parse("t", Channel.SMS, Language.EN, body).orElseThrow();
    }

    private static Template email(String body) {
        return TemplateParser.parse("t", Channel.EMAIL, Language.EN, "---\nsubject: s\n---\n" + body).orElseThrow();
    }
}
