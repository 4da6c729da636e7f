package io.postroom.content.letter;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A block of a letter's body, in reading order: what {@link io.postroom.content.markdown.MessageMarkdown} allows in
 * letters, and QR codes (ISO/IEC 18004) of at most {@value QrCode#MAX_BYTES} bytes of UTF-8; {@link LetterDocuments}
 * tells of longer ones. Each becomes an element of the tagged file (ISO 14289-1). Texts never show in {@code toString}:
 * letters hold personal data.
 */
public sealed interface Block {

    /** A heading within the letter, under its subject. */
    record Heading(List<Inline> content) implements Block {
        public Heading {
            content = List.copyOf(content);
        }
    }

    /** A paragraph. */
    record Paragraph(List<Inline> content) implements Block {
        public Paragraph {
            content = List.copyOf(content);
        }
    }

    /** Text that is set apart from the rest. */
    record Inset(List<Block> blocks) implements Block {
        public Inset {
            blocks = List.copyOf(blocks);
        }
    }

    /** A list with bullets. */
    record BulletList(List<ListItem> items) implements Block {
        public BulletList {
            items = List.copyOf(items);
        }
    }

    /** A numbered list, counting from {@code start}. */
    record NumberedList(int start, List<ListItem> items) implements Block {
        public NumberedList {
            items = List.copyOf(items);
        }
    }

    /** What follows begins on a new page. */
    record PageBreak() implements Block {}

    /**
     * A QR code (ISO/IEC 18004) that holds {@code data}, at most {@value #MAX_BYTES} bytes of UTF-8 so that a phone can
     * still read it from paper; {@code alternative} says in words what it leads to.
     */
    record QrCode(String data, String alternative) implements Block {
        /** The most bytes of UTF-8 that a QR code in a letter may hold. */
        public static final int MAX_BYTES = 504;

        /** Whether it holds more than a phone can be expected to read. */
        public boolean isTooLong() {
            return data.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
        }

        @Override
        public String toString() {
            return "QrCode[•••]";
        }
    }

    /** One entry of a list: a paragraph, or several, or a list within the list. */
    record ListItem(List<Block> blocks) {
        public ListItem {
            blocks = List.copyOf(blocks);
        }
    }
}
