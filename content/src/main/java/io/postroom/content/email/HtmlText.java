package io.postroom.content.email;

/** Text as HTML has it. */
final class HtmlText {

    private HtmlText() {}

    /** The text with the characters escaped that mean something in HTML; control characters are left out. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> {
                    if (!Character.isISOControl(c) || c == '\n') {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }

    /** Mail programs make a link of "GOV.UK" where none is meant; a character without width stops them. */
    static String withoutAccidentalLinks(String text) {
        int at = text.indexOf("GOV.UK");
        if (at < 0) {
            return text;
        }
        StringBuilder broken = new StringBuilder(text.length() + 4);
        int from = 0;
        while (at >= 0) {
            int end = at + "GOV.UK".length();
            boolean meant = end < text.length() && "/?#".indexOf(text.charAt(end)) >= 0;
            broken.append(text, from, at).append(meant ? "GOV.UK" : "GOV.\u200bUK");
            from = end;
            at = text.indexOf("GOV.UK", from);
        }
        return broken.append(text, from, text.length()).toString();
    }
}
