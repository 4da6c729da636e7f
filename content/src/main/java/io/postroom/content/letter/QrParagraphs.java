package io.postroom.content.letter;

import io.postroom.content.markdown.MarkdownEscape;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts the Markdown of a letter at its paragraphs that are only {@code QR:} and a text: one line that starts at the
 * margin, between blank ones. Such a paragraph ends every list and inset before it, so that what stands around it can be
 * read by itself. The text is taken as it is written, without typography; {@code QR:} itself cannot come from a value,
 * whose colon is escaped.
 */
final class QrParagraphs {

    private static final Pattern CODE = Pattern.compile("QR\\s*:\\s*(\\S.*?)\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private QrParagraphs() {}

    /** A piece of a letter's body. */
    sealed interface Piece {

        /** Markdown without any such paragraph. */
        record Markdown(String text) implements Piece {}

        /** What a code holds. */
        record Code(String data) implements Piece {}
    }

    static List<Piece> cut(String markdown) {
        if (!markdown.contains(":")) {
            return List.of(new Piece.Markdown(markdown));
        }
        List<Piece> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        // Values have their own line breaks, which end no line here.
        String[] lines = markdown.split("\\r?\\n", -1);
        for (int i = 0; i < lines.length; i++) {
            Matcher code = CODE.matcher(lines[i]);
            if (isBlank(lines, i - 1) && isBlank(lines, i + 1) && code.matches()) {
                pieces.add(new Piece.Markdown(text.toString()));
                pieces.add(new Piece.Code(MarkdownEscape.unescape(code.group(1))));
                text.setLength(0);
            } else {
                text.append(lines[i]).append('\n');
            }
        }
        pieces.add(new Piece.Markdown(text.toString()));
        return pieces;
    }

    private static boolean isBlank(String[] lines, int index) {
        return index < 0 || index >= lines.length || lines[index].isBlank();
    }
}
