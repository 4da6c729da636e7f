package io.postroom.content.markdown;

/**
 * Collects text and sets it as a typesetter would: curly quotes, a spaced hyphen as an en dash, no space in front of
 * a comma or a full stop. Quotes inside an e-mail address stay as they are.
 */
final class Typography {

    private final String source;
    private final StringBuilder text = new StringBuilder();
    private char previous = '\n';
    private int wordEnd = -1;
    private boolean wordIsAddress;

    Typography(String source) {
        this.source = source;
    }

    /** Takes the character at an index, or the few that belong together, and says where to go on. */
    int addFrom(int index, int to) {
        char c = source.charAt(index);
        return switch (c) {
            case '"' -> add(index, opens() ? '“' : '”');
            case '\'' -> add(index, inAddress(index) ? '\'' : opens() ? '‘' : '’');
            case ',', '.' -> {
                dropTrailingSpaces();
                yield add(index, c);
            }
            case '-' -> dash(index, to);
            // Neither prints, and both break lines or hide text in some mail programs.
            case '\u3164', '\u2029' -> index + 1;
            default -> add(index, c);
        };
    }

    void add(String more) {
        if (!more.isEmpty()) {
            text.append(more);
            previous = more.charAt(more.length() - 1);
        }
    }

    /** Tells what was written by another than this collector, so that the next quote knows its side. */
    void passed(String written) {
        previous = written.charAt(written.length() - 1);
    }

    void dropTrailingSpaces() {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
            end--;
        }
        text.setLength(end);
    }

    /** The text collected since the last time. */
    String take() {
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }

    private int add(int index, char c) {
        text.append(c);
        previous = c;
        return index + 1;
    }

    private int dash(int index, int to) {
        int end = index;
        while (end < to && source.charAt(end) == '-') {
            end++;
        }
        boolean spaced = previous == ' ' && end < to && source.charAt(end) == ' ';
        if (spaced) {
            return add(end - 1, '–');
        }
        text.append(source, index, end);
        previous = '-';
        return end;
    }

    private boolean opens() {
        return Character.isWhitespace(previous) || Character.isSpaceChar(previous)
                || "([{<–—-/‘“".indexOf(previous) >= 0;
    }

    private boolean inAddress(int index) {
        if (index >= wordEnd) {
            int start = index;
            while (start > 0 && !Character.isWhitespace(source.charAt(start - 1)) && start > wordEnd) {
                start--;
            }
            wordEnd = index;
            while (wordEnd < source.length() && !Character.isWhitespace(source.charAt(wordEnd))) {
                wordEnd++;
            }
            wordIsAddress = source.substring(start, wordEnd).indexOf('@') > 0;
        }
        return wordIsAddress;
    }
}
