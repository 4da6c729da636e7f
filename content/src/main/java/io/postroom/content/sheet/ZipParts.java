package io.postroom.content.sheet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The parts of a packed file. A first look unpacks, and throws away, everything up to a limit, so that no part can hold
 * more than memory does. XML is read without document types and
 * without anything from elsewhere.
 */
final class ZipParts {

    private static final long MAX_UNPACKED = 300_000_000;
    private static final int MAX_PARTS = 2_000;

    private final byte[] file;
    private final Set<String> names;

    private ZipParts(byte[] file, Set<String> names) {
        this.file = file;
        this.names = names;
    }

    static ZipParts of(byte[] file) throws IOException {
        Set<String> names = new HashSet<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            Unpacked unpacked = new Unpacked();
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                if (names.size() > MAX_PARTS) {
                    throw new Workbook.TooMuchException();
                }
                unpacked.skip(zip);
            }
        }
        return new ZipParts(file, names);
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /** Hands an open part to a reader; nothing when there is no such part. */
    void read(String name, PartReader reader) throws IOException, XMLStreamException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    XMLStreamReader xml = factory().createXMLStreamReader(zip);
                    reader.read(xml);
                    return;
                }
            }
        }
    }

    /** The beginning of a part as text of ASCII. */
    String beginning(String name, int length) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return new String(zip.readNBytes(length), StandardCharsets.US_ASCII);
                }
            }
        }
        return "";
    }

    /** Reads a part. */
    interface PartReader {
        void read(XMLStreamReader xml) throws IOException, XMLStreamException;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("Nothing from elsewhere is read");
        });
        return factory;
    }

    /** Counts what the first look at the file unpacks. */
    private static final class Unpacked {
        private final byte[] buffer = new byte[1 << 16];
        private long total;

        void skip(InputStream part) throws IOException {
            for (int read = part.read(buffer); read >= 0; read = part.read(buffer)) {
                total += read;
                if (total > MAX_UNPACKED) {
                    throw new Workbook.TooMuchException();
                }
            }
        }
    }
}
