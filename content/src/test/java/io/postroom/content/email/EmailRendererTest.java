package io.postroom.content.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Channel;
import io.postroom.content.Generated;
import io.postroom.content.Language;
import io.postroom.content.template.Message;
import io.postroom.content.template.Personalisation;
import io.postroom.content.template.Template;
import io.postroom.content.template.TemplateParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("scaled")
class EmailRendererTest {

    private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)([^<>]*)>");
    private static final Pattern HREF = Pattern.compile("href=\"([^\"]*)\"");
    private static final Set<String> VOID = Set.of("meta", "br", "hr");
    private static final List<String> PIECES = List.of("# ", "## ", "* ", "• ", "1. ", "^ ", "---\n", "\n", "\n\n",
            "text ",
            "[a](https://x.uk/é \"t\")", "[b](javascript:alert(1))", "[c](mailto:a@b.uk)",
            "https://www.gov.uk/x?a=b&c=d ",
            "<script>", "<img src=x onerror=y>", "\"", "'", "&", "&lt;", "\\", "GOV.UK ", "GOV.UK/x ",
            "[d](data:text/html,x)",
            "[", "](", ")", "\u2028", "{{", "%s", "%n");

    @Test
    void aMessageIsLaidOutInHtmlAndInPlainText() {
        // Given
        String markdown = """
            # Your MOT

            Dear O\\'Brien,
            your "MOT" ends soon.

            * book a test
            * keep [the guidance](https://www.gov.uk/mot "MOT guidance")

            1. first
            7. second

            ## More

            ^ Do not drive without one.

            ---

            See https://www.gov.uk/check or GOV.UK.
            """;

        // When
        RenderedEmail email = EmailRenderer.render("Your MOT\r\n is  due", markdown, Language.EN);

        // Then
        assertThat(email.subject()).isEqualTo("Your MOT is due");
        assertThat(email.plainText()).isEqualTo("""
            Your MOT
            =================================================================

            Dear O'Brien,
            your “MOT” ends soon.

            • book a test
            • keep the guidance (MOT guidance): https://www.gov.uk/mot

            1. first
            2. second

            More
            -----------------------------------------------------------------

            Do not drive without one.

            =-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=

            See https://www.gov.uk/check or GOV.UK.
            """);
        assertThat(email.html()).contains("<html lang=\"en\"", "<title>Your MOT is due</title>", ">Your MOT</h2>",
                ">More</h3>", "Dear O&#39;Brien,<br>your “MOT” ends soon.</p>",
                "<a href=\"https://www.gov.uk/mot\" title=\"MOT guidance\"", "class=\"inset\"", "<hr", "GOV.\u200bUK.",
                "<ol", "<ul", "role=\"presentation\"", "prefers-color-scheme: dark");
        assertThat(email.toString()).doesNotContain("MOT");
    }

    @Test
    void aWelshMessageSaysThatItIsWelsh() {
        // When
        RenderedEmail email = EmailRenderer.render("Pwnc", "Helô", Language.CY);

        // Then
        assertThat(email.html()).contains("<html lang=\"cy\"", "<div lang=\"cy\"");
    }

    @ParameterizedTest
    @CsvSource({"https://a.uk/é b, https://a.uk/%C3%A9%20b", "HTTP://a.uk, HTTP://a.uk", "tel:+44123, tel:+44123",
            "mailto:a@b.uk, mailto:a@b.uk", "www.gov.uk, http://www.gov.uk", "javascript:x, http://javascript:x",
            "'data:text/html,x', 'http://data:text/html,x'", "'java\tscript:x', http://java%09script:x",
            "//a.uk, http:////a.uk", "a.uk/\"><script>, http://a.uk/%22%3E%3Cscript%3E"})
    void linksOpenPagesMailsAndCallsOnly(String target, String safe) {
        assertThat(LinkTargets.safe(target)).isEqualTo(safe);
    }

    @Test
    void theBeginningOfTheMessageIsShownInTheListOfMessages() {
        // When
        String html = EmailRenderer.render("s", "# Hello\n\n" + "word ".repeat(50), Language.EN).html();

        // Then
        assertThat(html).contains("aria-hidden=\"true\">Hello word word").contains("word…</div>");
    }

    @Test
    void aLayoutHasNoTagOrLinkThatTheTemplateDidNotHave() {
        // Given
        Template template = TemplateParser.parse("t", Channel.EMAIL, Language.EN, """
            ---
            subject: About ((x))
            ---
            # Hello ((x))

            Dear ((x)), "((x))"
            ((x))

            * one ((x))
            * two

            ((x)). Not a list

            * ((x))) nor one in a list

            ^ ((x))

            [go](https://www.gov.uk/((x))) and https://www.gov.uk/case/((x)) end
            """).orElseThrow();
        List<String> expected = tags(render(template, "benign").html());

        Generated.inputs("values in e-mails", EmailRendererTest::value, value -> {
            // When
            RenderedEmail email = render(template, value);

            // Then: a line break in a value is the one thing that it may add
            assertThat(without(tags(email.html()), "br")).isEqualTo(without(expected, "br"));
            assertThat(hrefs(email.html())).allMatch(href -> href.startsWith("https://www.gov.uk/"));
            assertThat(email.subject()).doesNotContainPattern("[\\p{Cntrl}]").startsWith("About ");
        });
    }

    @Test
    void everyTextHasAWellFormedLayoutWithSafeLinksThatThePlainTextShows() {
        Generated.inputs("e-mails", random -> Generated.text(random, 25, PIECES), markdown -> {
            // When
            RenderedEmail email = EmailRenderer.render(markdown, markdown, Language.EN);

            // Then
            assertBalanced(email.html());
            assertThat(email.html()).doesNotContainPattern("<script|<[^>]* (src|on[a-z]+)=");
            for (String href : hrefs(email.html())) {
                assertThat(href).matches("(?i)(https?|mailto|tel|ftp|file):.*");
                assertThat(withoutSpace(email.plainText())).contains(withoutSpace(unescape(href)));
            }
            assertThat(email.plainText()).endsWith("\n").doesNotContain("\r");
            assertThat(email.subject()).doesNotContainPattern("[\\p{Cntrl}]");
        });
    }

    private static String value(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Integer.toString(random.nextInt(2_000));
            case 1 -> "QR";
            default -> "v" + Generated.text(random, 8, PIECES);
        };
    }

    private static RenderedEmail render(Template template, String value) {
        Message message = template.fill(Personalisation.of(Map.of("x", value))).orElseThrow();
        Message.EmailMessage email = (Message.EmailMessage) message;
        return EmailRenderer.render(email.subject(), email.markdown(), Language.EN);
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static List<String> tags(String html) {
        List<String> tags = new ArrayList<>();
        Matcher matcher = TAG.matcher(html);
        while (matcher.find()) {
            tags.add(matcher.group(1) + matcher.group(2));
        }
        return tags;
    }

    private static List<String> without(List<String> tags, String tag) {
        return tags.stream().filter(other -> !other.equals(tag)).toList();
    }

    private static List<String> hrefs(String html) {
        return HREF.matcher(html).results().map(found -> found.group(1)).toList();
    }

    private static String unescape(String html) {
        return html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace(
                "&amp;",
                "&");
    }

    private static void assertBalanced(String html) {
        Deque<String> open = new ArrayDeque<>();
        Matcher matcher = TAG.matcher(html.substring(html.indexOf("<html")));
        while (matcher.find()) {
            String tag = matcher.group(2);
            if (matcher.group(1).isEmpty()) {
                if (!VOID.contains(tag)) {
                    open.push(tag);
                }
            } else {
                assertThat(open.pop()).isEqualTo(tag);
            }
        }
        assertThat(open).isEmpty();
    }
}
