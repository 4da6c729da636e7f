package io.postroom.content.letter;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Channel;
import io.postroom.content.Checked;
import io.postroom.content.Generated;
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
import io.postroom.content.template.Message;
import io.postroom.content.template.Personalisation;
import io.postroom.content.template.Template;
import io.postroom.content.template.TemplateParser;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("scaled")
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
    void makesQrCodesOfParagraphsThatAskForOne() {
        // When
        List<Block> body = body("""
            [QR](https://www.gov.uk/tax "Tax your vehicle")

            QR: https://www.gov.uk/a-b?c='d'

            * an item

            qr :  It's "as is" - x , y\u0020

            QR: with
            another line

            QR:

            Say QR: no""");

        // Then
        assertThat(body).containsExactly(new QrCode("https://www.gov.uk/tax", "Tax your vehicle"),
                new QrCode("https://www.gov.uk/a-b?c='d'", "QR code that leads to https://www.gov.uk/a-b?c='d'"),
                new BulletList(List.of(item("an item"))),
                new QrCode("It's \"as is\" - x , y", "QR code that says: It's \"as is\" - x , y"),
                new Paragraph(List.of(new Text("QR: with"), new LineBreak(), new Text("another line"))),
                paragraph("QR:"), paragraph("Say QR: no"));
    }

    @Test
    void aValueIsWhatACodeHoldsAndNeverMakesOne() {
        // Given
        Template template = TemplateParser.parse("t", Channel.LETTER, Language.CY,
                "---\nsubject: s\n---\nQR: ((x))\n\n((x))\n\n((name)): y\n\n((name))").orElseThrow();

        // When
        List<Block> body = filled(template, Map.of("x", "QR: a_b*\nhttps://x.uk/é", "name", " QR "));

        // Then
        assertThat(body).containsExactly(
                new QrCode("QR: a_b*\nhttps://x.uk/é", "Cod QR sy’n dweud: QR: a_b*\nhttps://x.uk/é"),
                new Paragraph(List.of(new Text("QR: a_b*"), new LineBreak(), new Text("https://x.uk/é"))),
                paragraph("QR : y"), paragraph("QR"));
    }

    @Test
    void aNumberInAValueNumbersNoList() {
        // Given
        Template template = TemplateParser.parse("t", Channel.LETTER, Language.EN,
                "---\nsubject: s\n---\n((n)). a\n\n* ((n)) ((n)).\n\n((n))((n)). b\n\n((n)) c\n\n1. ((n))")
                .orElseThrow();

        // When
        List<Block> body = filled(template, Map.of("n", "12"));

        // Then
        assertThat(body).containsExactly(paragraph("12. a"), new BulletList(List.of(item("12 12."))),
                paragraph("1212. b"), paragraph("12 c"), new NumberedList(1, List.of(item("12"))));
    }

    @Test
    void anyTextIsALetterOrHasProblemsAndValuesAddNoBlock() {
        List<String> pieces = List.of("# ", "* ", "1. ", "^ ", "---\n", "\n", "\n\n", "QR: ", "[QR](https://x.uk)",
                "text",
                "https://x.uk/", "\\", "[a](b)", "\u2028", ":", "<b>", "&#49;", "12", " ");
        Template template = TemplateParser.parse("t", Channel.LETTER, Language.EN, """
            ---
            subject: About ((x))
            ---
            # A ((x))

            ((x)) b

            * ((x))
            * c

            ((x)). d

            QR: ((x))
            """).orElseThrow();
        String blank = "[\\s\\p{Cc}\\u2028\\u2029]+";
        List<Class<?>> blocks = kinds(filled(template, Map.of("x", "v")));
        Generated.inputs("letters", random -> Generated.text(random, 12, pieces), text -> {
            // When
            Checked<LetterDocument> letter = LetterDocuments.letter(
                    new LetterFields(ADDRESS, LocalDate.EPOCH, Optional.empty(), List.of()),
                    new LetterText(Language.EN, text, text));
            List<Block> filled = filled(template, Map.of("x", "v" + text));

            // Then
            assertThat(letter.problems()).extracting(Problem::code).isSubsetOf("letter-without-subject",
                    "letter-is-empty");
            assertThat(kinds(filled)).isEqualTo(blocks);
            assertThat(filled.getLast()).isInstanceOfSatisfying(QrCode.class, code -> assertThat(
                    code.data().replaceAll(blank, ""))
                    .isEqualTo(("v" + text).replaceAll(blank, "")));
        });
    }

    private static List<Class<?>> kinds(List<Block> blocks) {
        return blocks.stream().<Class<?>>map(Block::getClass).toList();
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

    private static List<Block> filled(Template template, Map<String, String> values) {
        Message message = template.fill(Personalisation.of(values)).orElseThrow();
        return letter(new LetterText(template.language(), "Subject", ((Message.LetterMessage) message).markdown()))
                .parts().getFirst().body();
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
