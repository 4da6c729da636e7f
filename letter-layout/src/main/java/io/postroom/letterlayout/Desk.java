package io.postroom.letterlayout;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;

/**
 * What one layout at a time works with: parsed fonts and a maker of documents. Both take long to make, and neither is
 * safe for threads; so each layout borrows a desk.
 */
record Desk(Fonts fonts, DocumentBuilder documents) {

    static Desk set() {
        try {
            return new Desk(Fonts.load(), DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder());
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("The JDK's XML parser lacks its default configuration", e);
        }
    }

    Document emptyDocument() {
        return documents.newDocument();
    }
}
