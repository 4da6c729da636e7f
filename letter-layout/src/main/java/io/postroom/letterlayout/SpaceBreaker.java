package io.postroom.letterlayout;

import com.openhtmltopdf.extend.FSTextBreaker;

/**
 * Lets lines break after spaces only: references, dates and telephone numbers with hyphens, and addresses of pages with
 * slashes, stay in one piece. What is longer than a line is broken by the style sheet's {@code word-wrap}.
 */
final class SpaceBreaker implements FSTextBreaker {

    private static final int DONE = -1;

    private String text = "";
    private int position;

    @Override
    public void setText(String newText) {
        text = newText;
        position = 0;
    }

    @Override
    public int next() {
        if (position >= text.length()) {
            return DONE;
        }
        int space = text.indexOf(' ', position);
        position = space < 0 ? text.length() : space + 1;
        return position;
    }
}
