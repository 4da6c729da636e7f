package io.postroom.content.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Generated;
import java.util.List;
import org.commonmark.node.Node;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("scaled")
class MessageMarkdownTest {

    private static final List<String> PIECES = List.of("# ", "## ", "### ", "* ", "- ", "• ", "1. ", "1) ", "^ ", "---",
            "***", "___", "\n", "\n\n", "[a](", ")", "](", "[", "]", "\"t\"", "http://", "https://x.uk/", "a@b.uk", "'",
            "\"",
            " - ", " ,", ".", "text", "\\", "&amp;", "&", "<b>", "`", "*x*", "_", "![", "|", "~", "    ", "\t",
            "\u2028",
            "+ ", "]: ", "> ", "=", "<http://e.uk>", "2. ");

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
        # One                  | h1(One)
        ## Two ##              | h2(Two)
        ### Three              | p(Three)
        #no space              | p(#no space)
        * a\\n* b              | ul(li(p(a))li(p(b)))
        - a                    | ul(li(p(a)))
        • a\\n•b               | ul(li(p(a))li(p(b)))
        + a                    | p(+ a)
        1. a\\n2. b            | ol(li(p(a))li(p(b)))
        1) a                   | p(1) a)
        ^ a\\n^ b              | inset(p(a/b))
        ---                    | hr
        ***                    | hr
        ___                    | p(___)
        text\\n---             | p(text)hr
        a\\n===                | p(a/===)
        a\\n\\nb\\nc           | p(a)p(b/c)
        **b** _i_ `c` ~~d~~    | p(**b** _i_ `c` ~~d~~)
        > quote                | p(> quote)
        ```\\ncode\\n```       | p(```/code/```)
        <b>x</b>               | p(<b>x</b>)
        x ![alt](u) y          | p(x  y)
        [t](http://u "T")      | p(a:http://u:T(t))
        [t](http://u_(x))      | p(a:http://u_(x)(t))
        [t] (x)                | p([t] (x))
        [t](x y)               | p([t](x y))
        [a [b] c](u)           | p(a:u(a [b] c))
        [a](u                  | p([a](u)
        see https://a.uk/b?c,  | p(see a:https://a.uk/b?c(https://a.uk/b?c),)
        (http://a.uk/b).       | p((a:http://a.uk/b(http://a.uk/b)).)
        xhttp://a.uk           | p(xhttp://a.uk)
        [x]: http://a.uk       | p([x]: a:http://a.uk(http://a.uk))
        &amp; &nbsp; &zzz; &#163; | p(&   &zzz; £)
        "a" it's 'b'           | p(“a” it’s ‘b’)
        o'neil@example.com's   | p(o'neil@example.com's)
        a - b -- c --- d a-b   | p(a – b – c – d a-b)
        a , b .                | p(a, b.)
        \\*a \\"b\\" c \\,     | p(*a "b" c ,)
        """)
    void eachPartOfTheSubsetIsReadAsWritten(String source, String structure) {
        // When
        Node document = MessageMarkdown.parse(source.replace("\\n", "\n"));

        // Then
        assertThat(Structure.withText(document).replace('\u00a0', ' ')).isEqualTo(structure);
    }

    @Test
    void deepNestingEnds() {
        // When
        Node document = MessageMarkdown.parse("* ".repeat(10_000) + "x\n" + "^ ".repeat(10_000) + "y");

        // Then
        assertThat(Structure.withText(document).length()).isGreaterThan(10_000);
    }

    @Test
    void bracketsWithoutEndAreReadInLinearTime() {
        // Given
        String source = "[".repeat(50_000) + "](".repeat(50_000) + "'".repeat(50_000) + "http://".repeat(20_000);

        // When
        Node document = MessageMarkdown.parse(source);

        // Then
        assertThat(document.getFirstChild()).isNotNull();
    }

    @Test
    void anEscapedTextComesOutAsItIsWhereverItStands() {
        List<String> frames = List.of("%s", "# %s", "a %s b", "* %s", "1. %s", "^ %s", "x\n%s\ny", "[t](http://u) %s",
                "[%s](http://u)", "\"%s\"");
        Generated.inputs("escaped values", random -> Generated.text(random, 8, PIECES), value -> {
            String visible = visible(MarkdownEscape.escape(value));
            for (String frame : frames) {
                // When
                Node filled = MessageMarkdown.parse(frame.replace("%s", "x" + MarkdownEscape.escape(value) + "x"));
                Node plain = MessageMarkdown.parse(frame.replace("%s", "xyx"));

                // Then: the same blocks and links, and the value itself
                assertThat(Structure.of(filled)).isEqualTo(Structure.of(plain));
                assertThat(Structure.words(filled)).contains("x" + visible + "x");
            }
        });
    }

    @Test
    void anEscapedTextIsAloneTheSameText() {
        Generated.inputs("escaped texts", random -> Generated.text(random, 8, PIECES), value -> {
            // When
            String line = MessageMarkdown.line("x" + MarkdownEscape.escape(value) + "x");

            // Then
            assertThat(line).isEqualTo(("x" + visible(MarkdownEscape.escape(value)) + "x").replaceAll("\\s+", " "));
        });
    }

    @Test
    void everyTextIsADocumentOfTheKnownParts() {
        Generated.inputs("Markdown", random -> Generated.text(random, 40, PIECES), source -> {
            // When
            Node document = MessageMarkdown.parse(source);

            // Then
            assertThat(Structure.of(document)).doesNotContain("?");
        });
    }

    /** What a reader sees of an escaped value: no backslashes, line breaks as such, and typeset as plain text is. */
    private static String visible(String escaped) {
        return MarkdownEscape.unescape(escaped.replaceAll("[ \\t]*\u2028[ \\t]*", "\n")).replace("\u3164", "");
    }
}
