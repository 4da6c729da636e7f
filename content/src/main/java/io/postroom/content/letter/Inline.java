package io.postroom.content.letter;

/**
 * A piece of running text in a letter. Emphasis, code and images are not part of letters, so all that there is, is text,
 * text in bold (web addresses, which paper cannot link), and a line break.
 */
public sealed interface Inline {

    /** Plain text, without line breaks. */
    record Text(String text) implements Inline {
        @Override
        public String toString() {
            return "Text[•••]";
        }
    }

    /** Bold text, without line breaks. */
    record Strong(String text) implements Inline {
        @Override
        public String toString() {
            return "Strong[•••]";
        }
    }

    /** The text goes on in the next line. */
    record LineBreak() implements Inline {}
}
