package io.postroom.content.sheet;

import java.io.IOException;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the text of an element, up to more than a cell can hold: a part may be one text as long as memory. */
final class ElementText {

    /** Excel and LibreOffice hold 32,767 characters in a cell. */
    private static final int MAX_LENGTH = 100_000;

    private ElementText() {}

    /** The text up to the end of the element whose start was just read. */
    static String of(XMLStreamReader xml) throws IOException, XMLStreamException {
        StringBuilder text = new StringBuilder();
        int depth = 1;
        while (depth > 0) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    append(xml, text);
                default -> {
                }
            }
        }
        return text.toString();
    }

    /** Adds the characters that the reader stands at. */
    static void append(XMLStreamReader xml, StringBuilder text) throws IOException {
        if (text.length() + xml.getTextLength() > MAX_LENGTH) {
            throw new Workbook.TooMuchException();
        }
        text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
    }
}
