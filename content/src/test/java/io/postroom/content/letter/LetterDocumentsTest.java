package io.postroom.content.letter;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Checked;
import io.postroom.content.Language;
import io.postroom.content.Problem;
import io.postroom.content.letter.Block.BulletList;
import io.postroom.content.letter.Block.Heading;
import io.postroom.content.letter.Block.Inset;
import io.postroom.content.letter.Block.ListItem;
import io.postroom.content.letter.Block.NumberedList;
import io.postroom.content.letter.Block.PageBreak;
import io.postroom.content.letter.Block.Paragraph;
import io.postroom.content.letter.Block.QrCode;
import io.postroom.content.letter.Inline.LineBreak;
import io.postroom.content.letter.Inline.Strong;
import io.postroom.content.letter.Inline.Text;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LetterDocumentsTest {

    private static final List<String> ADDRESS = List.of("A Person", "1 Street", "SW1A 1AA");

    @Test
    void readsTheBlocksOfALetter() {
        // Given
        String markdown = """
            # Heading

            ## Not a heading
            Line one
            line two

            * a
            * b

            3. c

            ^ inset

            ---

            end""";

        // When
        List<Block> body = body(markdown);

        // Then
        assertThat(body).containsExactly(new Heading(text("Heading")), paragraph("Not a heading"),
                new Paragraph(List.of(new Text("Line one"), new LineBreak(), new Text("line two"))),
                new BulletList(List.of(item("a"), item("b"))), new NumberedList(3, List.of(item("c"))),
                new Inset(List.of(paragraph("inset"))), new PageBreak(), paragraph("end"));
    }

    @Test
    void writesLinksOutSinceNobodyCanFollowThemOnPaper() {
        // When
        List<Block> body = body(
                "See https://www.gov.uk/a-b, or [ask us](https://example.gov.uk/ask \"title\") **now**");

        // Then
        assertThat(body).containsExactly(new Paragraph(List.of(new Text("See "), new Strong("www.gov.uk/a-b"),
                new Text(", or ask us: "), new Strong("example.gov.uk/ask"), new Text(" **now**"))));
    }

    @Test
    void makesQrCodesOfLinksOnly() {
        // When
        List<Block> body = body("""
            [QR](https://www.gov.uk/tax "Tax your vehicle")

            QR: https://www.gov.uk

            QR: a value from outside""");

        // Then
        assertThat(body).containsExactly(new QrCode("https://www.gov.uk/tax", "Tax your vehicle"),
                new QrCode("https://www.gov.uk", "QR code that leads to https://www.gov.uk"),
                paragraph("QR: a value from outside"));
    }

    @Test
    void namesEverythingThatIsWrong() {
        // Given
        LetterFields fields = new LetterFields(List.of("A Person", "SW1A 1AA"), LocalDate.EPOCH, Optional.empty(),
                Collections.nCopies(11, "line"));
        String tooMuch = "[QR](https://example.gov.uk/" + "x".repeat(500) + ")";

        // When
        Checked<LetterDocument> letter = LetterDocuments.letter(fields, new LetterText(Language.EN, " ", tooMuch),
                new LetterText(Language.CY, "Pwnc", "---"));

        // Then
        assertThat(letter.problems()).extracting(Problem::code).containsExactly("not-enough-address-lines",
                "contact-block-too-long", "letter-without-subject", "qr-code-too-long", "letter-is-empty");
    }

    @Test
    void neverShowsWhatIsInALetter() {
        // Given
        LetterText text = new LetterText(Language.EN, "canary",
                "canary\n\n* canary\n\nhttps://canary.example\n\n# canary");

        // When
        LetterDocument letter = letter(text);

        // Then
        assertThat(letter.toString() + text + letter.parts() + letter.parts().getFirst().body())
                .doesNotContain("canary");
    }

    private static List<Block> body(String markdown) {
        return letter(new LetterText(Language.EN, "Subject", markdown)).parts().getFirst().body();
    }

    private static LetterDocument letter(LetterText text) {
        return LetterDocuments.letter(new LetterFields(ADDRESS, LocalDate.EPOCH, Optional.empty(), List.of()), text)
                .orElseThrow();
    }

    private static List<Inline> text(String text) {
        return List.of(new Text(text));
    }

    private static Paragraph paragraph(String text) {
        return new Paragraph(text(text));
    }

    private static ListItem item(String text) {
        return new ListItem(List.of(paragraph(text)));
    }
}
