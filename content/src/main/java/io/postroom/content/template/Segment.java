package io.postroom.content.template;

/** A piece of a template's text. */
sealed interface Segment {

    /** Text that is the same in every message. */
    record Fixed(String text) implements Segment {}

    /**
     * A placeholder that its value replaces.
     *
     * @param key what is left of the name without its spelling
     * @param name as written
     * @param offset where it starts in the text
     * @param position where it stands in the Markdown around it
     */
    record Slot(String key, String name, int offset, Position position) implements Segment {}

    /**
     * A text that is shown if the value says yes.
     *
     * @param key what is left of the name without its spelling
     * @param name as written
     * @param text what follows the question marks, verbatim
     * @param offset where it starts in the text
     */
    record Conditional(String key, String name, String text, int offset) implements Segment {}

    /** Where a placeholder stands, as far as its value has to be escaped differently. */
    enum Position {
        /** In running text. */
        TEXT,
        /** In front of the first word of a line. */
        START_OF_LINE,
        /** It is the whole target of a link. */
        WHOLE_ADDRESS,
        /** It is a part of an address of the web. */
        PART_OF_ADDRESS
    }
}
