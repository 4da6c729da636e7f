package io.postroom.content.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.postroom.content.Channel;
import io.postroom.content.Checked;
import io.postroom.content.Generated;
import io.postroom.content.Language;
import io.postroom.content.Place;
import io.postroom.content.Problem;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("scaled")
class TemplateParserTest {

    @Test
    void everyFaultIsToldAtOnceWithItsPlace() {
        // When
        Checked<Template> checked = TemplateParser.parse("t", Channel.LETTER, Language.EN, """
            ---
            subjekt: Hello
            no colon here
              reference: indented
            contact: a
            contact: b
            postage: express
            ---
            """);

        // Then
        assertThat(checked.problems()).extracting(Problem::code, Problem::place).containsExactly(
                tuple("front-matter-line", new Place(3, 1)),
                tuple("front-matter-line", new Place(4, 1)),
                tuple("front-matter-duplicate", new Place(6, 1)),
                tuple("unknown-setting", new Place(2, 1)),
                tuple("invalid-setting", new Place(7, 10)),
                tuple("missing-subject", new Place(1, 1)),
                tuple("empty-template", new Place(9, 1)));
        assertThat(checked.problems().get(3).english())
                .isEqualTo(
                        "There is no setting ‘subjekt’ here; these are known: contact, description, postage, reference, subject");
    }

    @Test
    void settingsMustEnd() {
        // When
        Checked<Template> checked = TemplateParser.parse("t", Channel.EMAIL, Language.EN, "---\nsubject: x\nbody");

        // Then
        assertThat(checked.problems()).extracting(Problem::code).contains("front-matter-not-closed");
    }

    @Test
    void aTextNeedsNoSettings() {
        // When
        Template template = TemplateParser.parse("t", Channel.SMS, Language.EN, "\ufeffHello\r\nyou\r\n").orElseThrow();

        // Then
        assertThat(template.body()).isEqualTo("Hello\nyou");
        assertThat(template.subject()).isNull();
        assertThat(template.id()).isEqualTo("t");
        assertThat(template.channel()).isEqualTo(Channel.SMS);
        assertThat(template.language()).isEqualTo(Language.EN);
        assertThat(template).hasToString("Template[t.sms.en]");
    }

    @Test
    void theHashIsOfTheTextWhateverItsLineEnds() {
        // When
        Template unix = TemplateParser.parse("t", Channel.SMS, Language.EN, "a\nb\n").orElseThrow();
        Template windows = TemplateParser.parse("t", Channel.SMS, Language.EN, "\ufeffa\r\nb\r\n").orElseThrow();
        Template other = TemplateParser.parse("t", Channel.SMS, Language.EN, "a\nb").orElseThrow();

        // Then: sha256sum of "a\nb\n"
        assertThat(unix.contentHash()).isEqualTo("911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2");
        assertThat(windows.contentHash()).isEqualTo(unix.contentHash());
        assertThat(other.contentHash()).isNotEqualTo(unix.contentHash());
    }

    @Test
    void anyTextIsATemplateOrHasProblemsWithPlacesInsideIt() {
        List<String> pieces = List.of("---\n", "subject: x\n", "((a))", "((b??c))", "(", ")", "\n", "text ", ": ",
                "|\n",
                "  y\n", "\"", "reference: ((r))\n", "???", "#", "contact: |\n", "\r\n");
        Generated.inputs("template files", random -> Generated.text(random, 15, pieces), source -> {
            for (Channel channel : Channel.values()) {
                // When
                Checked<Template> checked = TemplateParser.parse("t", channel, Language.CY, source);

                // Then
                long lines = source.replace("\r\n", "\n").chars().filter(c -> c == '\n' || c == '\r' || c == 0x2028
                        || c == 0x2029).count() + 1;
                switch (checked) {
                    case Checked.Valid<Template>(Template template) ->
                        assertThat(template.missing(Personalisation.NONE))
                                .isEqualTo(template.placeholders());
                    case Checked.Invalid<Template>(List<Problem> problems) -> assertThat(problems)
                            .allMatch(problem -> problem.place() != null && problem.place().line() <= lines);
                }
            }
        });
    }
}
