package io.postroom.content.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Channel;
import io.postroom.content.Checked;
import io.postroom.content.Language;
import io.postroom.content.Place;
import io.postroom.content.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

    @Test
    void aTextIsFilledInAndCounted() {
        // Given
        Template template = sms("Dear ((first name)), your MOT of ((vehicle)) ends on ((date)).");

        // When
        Message message = template.fill(Personalisation.of(Map.of("FIRST_NAME", "Siân", "vehicle", "AB12 CDE", "date",
                "22 November 2026"))).orElseThrow();

        // Then
        assertThat(message).isInstanceOfSatisfying(Message.SmsMessage.class, sms -> {
            assertThat(sms.text()).isEqualTo("Dear Siân, your MOT of AB12 CDE ends on 22 November 2026.");
            assertThat(sms.count().parts()).isEqualTo(1);
            assertThat(sms.toString()).doesNotContain("Si");
        });
    }

    @Test
    void everyMissingValueIsNamedInTheOrderOfTheMessage() {
        // Given
        Template template = parse(Channel.EMAIL, "---\nsubject: About ((thing))\n---\n((b)) ((a??x)) ((B))\n((c))");

        // When
        Checked<Message> filled = template.fill(Personalisation.of(Map.of("c", "")));

        // Then
        assertThat(filled.problems()).containsExactly(new Problem("missing-personalisation",
                "Missing personalisation: thing, b, a", "Personoli ar goll: thing, b, a", new Place(2, 16)));
        assertThat(template.missing(Personalisation.NONE)).containsExactly("thing", "b", "a", "c");
        assertThat(template.placeholderPlaces()).contains(new Placeholder("b", new Place(4, 1)),
                new Placeholder("a", new Place(4, 7)), new Placeholder("c", new Place(5, 1)));
    }

    @Test
    void valuesThatNobodyAsksForAreTold() {
        // Given
        Template template = sms("Hello ((name))");

        // When
        List<String> unused = template
                .unused(Personalisation.builder().text("Name", "x").text("Shoe Size", "9").build());

        // Then
        assertThat(unused).containsExactly("Shoe Size");
    }

    @ParameterizedTest
    @CsvSource({"yes, 'a b'", "Y, 'a b'", "TRUE, 'a b'", "t, 'a b'", "1, 'a b'", "include, 'a b'", "Show, 'a b'",
            "no, a",
            "'', a", "yes please, a", "0, a"})
    void conditionalTextIsShownForYesOnly(String value, String text) {
        assertThat(text(sms("a((c?? b))").fill(Personalisation.of(Map.of("c", value))))).isEqualTo(text);
    }

    @Test
    void conditionalTextIsKeptVerbatimAndListsNeverShowIt() {
        assertThat(text(sms("a((c?? b??c?))").fill(Personalisation.of(Map.of("c", "yes"))))).isEqualTo("a b??c?");
        assertThat(text(sms("a((c??b))").fill(Personalisation.builder().list("c", List.of("yes")).build())))
                .isEqualTo("a");
        assertThat(text(sms("((c?))").fill(Personalisation.of(Map.of("c?", "x"))))).isEqualTo("x");
    }

    @Test
    void bracketsBeyondTwoStay() {
        assertThat(text(sms("(((x))) ((x) (x)) ((x)))").fill(Personalisation.of(Map.of("x", "1")))))
                .isEqualTo("(1) ((x) (x)) 1)");
    }

    @Test
    void valuesAreNeverSearchedForPlaceholders() {
        assertThat(text(sms("((a)) ((b))").fill(Personalisation.of(Map.of("a", "((b))", "b", "((a))")))))
                .isEqualTo("((b)) ((a))");
    }

    @Test
    void listsAreASentenceInTextsAndBulletsInBodies() {
        // Given
        Personalisation values = Personalisation.builder().list("docs", List.of(" passport ", "", "\u200b", "deed * 2"))
                .build();

        // When
        String text = text(sms("We have your ((docs)).").fill(values));
        Message email = parse(Channel.EMAIL, "---\nsubject: \"Your ((docs))\"\n---\nWe have:((docs))").fill(values)
                .orElseThrow();

        // Then
        assertThat(text).isEqualTo("We have your passport and deed * 2.");
        assertThat(email).isEqualTo(new Message.EmailMessage("Your passport and deed * 2",
                "We have:\n\n* passport\n* deed \\* 2"));
    }

    @Test
    void anEmptyListIsAnEmptyValue() {
        // Given
        Personalisation values = Personalisation.builder().list("docs", List.of(" ")).build();

        // When
        Message email = parse(Channel.EMAIL, "---\nsubject: s\n---\nWe have:((docs))").fill(values).orElseThrow();

        // Then
        assertThat(email).isEqualTo(new Message.EmailMessage("s", "We have:"));
    }

    @Test
    void aWelshListIsWrittenInWelsh() {
        // Given
        Template template = TemplateParser.parse("x", Channel.SMS, Language.CY, "((docs))").orElseThrow();

        // When
        String text = text(template.fill(Personalisation.builder().list("docs", List.of("pasbort", "afal")).build()));

        // Then
        assertThat(text).isEqualTo("pasbort ac afal");
    }

    @Test
    void aSubjectIsOneLineWhateverTheValue() {
        // Given
        Template template = parse(Channel.EMAIL, "---\nsubject: It's about \"((x))\" - now\n---\nbody");

        // When
        Message message = template.fill(Personalisation.of(Map.of("x", "a\r\nBcc: \"b\"@example.com\u0000x")))
                .orElseThrow();

        // Then
        assertThat(message)
                .isEqualTo(new Message.EmailMessage("It’s about “a Bcc: \"b\"@example.com x” – now", "body"));
    }

    @Test
    void aLetterHasItsReferenceAndContactLines() {
        // Given
        Template template = parse(Channel.LETTER, """
            ---
            subject: Your power of attorney
            reference: "((ref))"
            contact: |
              Office of the Public Guardian
              PO Box 16185
            postage: second
            # a comment
            description: 'Sent when registered'
            ---

            Dear ((name)),
            """);

        // When
        Message message = template.fill(Personalisation.of(Map.of("ref", "7000-1", "name", "A. B"))).orElseThrow();

        // Then
        assertThat(message).isEqualTo(new Message.LetterMessage("Your power of attorney", "Dear A\\. B,", "7000-1",
                List.of("Office of the Public Guardian", "PO Box 16185")));
        assertThat(template.settings()).containsEntry("postage", "second").containsEntry("description",
                "Sent when registered");
        assertThat(template.subject()).isEqualTo("Your power of attorney");
        assertThat(template.placeholders()).containsExactly("ref", "name");
    }

    @Test
    void aLetterWithoutReferenceHasNone() {
        assertThat(parse(Channel.LETTER, "---\nsubject: s\n---\nb").fill(Personalisation.NONE).orElseThrow())
                .isEqualTo(new Message.LetterMessage("s", "b", null, List.of()));
    }

    @Test
    void aMessageThatSaysNothingOrTooMuchIsRefused() {
        assertThat(codes(sms("((c??x))").fill(Personalisation.of(Map.of("c", "no"))))).containsExactly("empty-message");
        assertThat(codes(
                parse(Channel.EMAIL, "---\nsubject: s\n---\n((c??x))").fill(Personalisation.of(Map.of("c", "no")))))
                .containsExactly("empty-message");
        assertThat(codes(sms("((x))").fill(Personalisation.of(Map.of("x", "b".repeat(919))))))
                .containsExactly("message-too-long");
        assertThat(sms("((x))").fill(Personalisation.of(Map.of("x", "b".repeat(918)))).isValid()).isTrue();
    }

    @Test
    void aTextMayAskForAnyCharacters() {
        // Given
        Template template = parse(Channel.SMS, "---\ncharacters: any\n---\n((x))");

        // Then
        assertThat(text(template.fill(Personalisation.of(Map.of("x", "深圳"))))).isEqualTo("深圳");
        assertThat(text(sms("((x))").fill(Personalisation.of(Map.of("x", "深圳"))))).isEqualTo("??");
    }

    @Test
    void valuesInAddressesOfTheWebAreEncoded() {
        // Given
        Template template = parse(Channel.EMAIL, "---\nsubject: s\n---\n"
                + "https://example.gov.uk/((a))/((b))?x=((b)) [see](https://example.gov.uk/((b))) [all](((url))) ((b))");

        // When
        Message message = template
                .fill(Personalisation.of(Map.of("a", "x/y", "b", "é &?", "url", "https://a.gov.uk/b c")))
                .orElseThrow();

        // Then
        assertThat(message).isEqualTo(new Message.EmailMessage("s",
                "https://example.gov.uk/x\\/y/\\%C3\\%A9\\%20\\%26\\%3F?x=\\%C3\\%A9\\%20\\%26\\%3F "
                        + "[see](https://example.gov.uk/\\%C3\\%A9\\%20\\%26\\%3F) "
                        + "[all](https\\:\\/\\/a\\.gov\\.uk\\/b\\%20c) é \\&\\?"));
    }

    @Test
    void personalisationDoesNotShowItselfUnasked() {
        // Given
        Personalisation values = Personalisation.builder().text("name", "Siân").list("docs", List.of("deed")).build();

        // Then
        assertThat(values.toString()).isEqualTo("Personalisation[•••]");
        assertThat(values.names()).containsExactly("name", "docs");
        assertThat(values.has("N-A_M e")).isTrue();
        assertThat(values.has("other")).isFalse();
        assertThat(values)
                .isEqualTo(Personalisation.builder().text("name", "Siân").list("docs", List.of("deed")).build());
        assertThat(Personalisation.NONE.isEmpty()).isTrue();
        assertThat(values.isEmpty()).isFalse();
    }

    @Test
    void aPreviewEscapesValuesAndLeavesWhatIsMissing() {
        // Given
        Personalisation values = Personalisation.of(Map.of("a", "<b> &amp; &nbsp; & &lt; &#39; \""));

        // Then
        assertThat(TemplatePreview.html("((a)) ((b)) ((c??x))", values, Language.EN))
                .isEqualTo("&lt;b&gt; &amp; &nbsp; &amp; &lt; ' \" ((b)) ((c??x))");
    }

    private static Template sms(String source) {
        return parse(Channel.SMS, source);
    }

    private static Template parse(Channel channel, String source) {
        return TemplateParser.parse("test", channel, Language.EN, source).orElseThrow();
    }

    private static String text(Checked<Message> filled) {
        return ((Message.SmsMessage) filled.orElseThrow()).text();
    }

    private static List<String> codes(Checked<Message> filled) {
        return filled.problems().stream().map(Problem::code).toList();
    }
}
