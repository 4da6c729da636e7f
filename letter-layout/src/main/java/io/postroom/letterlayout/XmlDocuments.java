package io.postroom.letterlayout;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;

/** New, empty document trees. */
final class XmlDocuments {

    private XmlDocuments() {}

    static Document empty() {
        try {
            return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("The JDK's XML parser lacks its default configuration", e);
        }
    }
}
