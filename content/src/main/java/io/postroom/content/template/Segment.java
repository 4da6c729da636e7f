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
     * @param inAddress whether it stands inside an address of the web, and where
     */
    record Slot(String key, String name, int offset, UrlPosition inAddress) implements Segment {}

    /**
     * A text that is shown if the value says yes.
     *
     * @param key what is left of the name without its spelling
     * @param name as written
     * @param text what follows the question marks, verbatim
     * @param offset where it starts in the text
     */
    record Conditional(String key, String name, String text, int offset) implements Segment {}

    /** Where a placeholder stands in relation to an address of the web. */
    enum UrlPosition {
        /** It does not stand in one. */
        OUTSIDE,
        /** It is the whole target of a link. */
        WHOLE,
        /** It is a part of one. */
        PART
    }
}
