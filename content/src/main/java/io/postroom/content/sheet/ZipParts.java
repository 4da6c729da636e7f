package io.postroom.content.sheet;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The parts of a packed file. What they say they unpack to, and then what they do unpack to, all together, is limited.
 * XML is read without document types and without anything from elsewhere.
 */
final class ZipParts {

    private static final long MAX_UNPACKED = 300_000_000;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final byte[] file;
    private final ZipDirectory directory;
    private long unpacked;

    private ZipParts(byte[] file, ZipDirectory directory) {
        this.file = file;
        this.directory = directory;
    }

    static ZipParts of(byte[] file) throws IOException {
        ZipDirectory directory = ZipDirectory.of(file);
        if (directory.unpackedSize() > MAX_UNPACKED) {
            throw new Workbook.TooMuchException();
        }
        return new ZipParts(file, directory);
    }

    boolean has(String name) {
        return directory.parts().containsKey(name);
    }

    boolean areEncrypted() {
        return directory.isEncrypted();
    }

    /** Hands an open part to a reader; nothing when there is no such part. */
    void read(String name, PartReader reader) throws IOException, XMLStreamException {
        if (has(name)) {
            try (InputStream in = open(name)) {
                reader.read(factory().createXMLStreamReader(in));
            }
        }
    }

    /** The beginning of a part as text of ASCII. */
    String beginning(String name, int length) throws IOException {
        try (InputStream in = open(name)) {
            return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
        }
    }

    /** Reads a part. */
    interface PartReader {
        void read(XMLStreamReader xml) throws IOException, XMLStreamException;
    }

    private InputStream open(String name) throws IOException {
        ZipDirectory.Part part = directory.parts().get(name);
        if (part == null) {
            return InputStream.nullInputStream();
        }
        InputStream packed = new ByteArrayInputStream(file, part.start(), part.length());
        return switch (part.method()) {
            case STORED -> new Limited(packed);
            case DEFLATED -> new Limited(new Inflating(packed));
            default -> throw new IOException("Packed in a way that spreadsheet programs do not use");
        };
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("Nothing from elsewhere is read");
        });
        return factory;
    }

    /** Unpacks; gives back what the unpacking took outside the heap. */
    private static final class Inflating extends InflaterInputStream {

        Inflating(InputStream packed) {
            super(packed, new Inflater(true), 1 << 14);
        }

        @Override
        public void close() throws IOException {
            inf.end();
            super.close();
        }
    }

    /** Counts what is unpacked, whatever the file says of it. */
    private final class Limited extends FilterInputStream {

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) throws IOException {
            unpacked += bytes;
            if (unpacked > MAX_UNPACKED) {
                throw new Workbook.TooMuchException();
            }
        }
    }
}
