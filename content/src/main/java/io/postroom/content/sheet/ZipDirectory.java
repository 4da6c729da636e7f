package io.postroom.content.sheet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The central directory of a packed file (PKWARE APPNOTE 6.3, with the sizes of ZIP64). It is what spreadsheet programs
 * go by. The JDK's reader of streams goes by the headers in front of the parts instead, and stumbles over those that
 * programs write which do not know yet how long a part will be.
 */
final class ZipDirectory {

    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int END_64_LOCATOR = 0x07064b50;
    private static final int END_64_LOCATOR_LENGTH = 20;
    private static final int END_64 = 0x06064b50;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_LENGTH = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int SIZES_64 = 1;
    private static final long IN_SIZES_64 = 0xffffffffL;
    private static final int MAX_PARTS = 2_000;

    private final ByteBuffer file;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private long unpackedSize;
    private boolean encrypted;

    private ZipDirectory(byte[] file) {
        this.file = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * A part as it lies in the file.
     *
     * @param method how it is packed
     * @param start where its bytes start
     * @param length how many they are
     */
    record Part(int method, int start, int length) {}

    /** Reads the directory; a damaged one surfaces as an exception of any kind. */
    static ZipDirectory of(byte[] file) throws IOException {
        ZipDirectory directory = new ZipDirectory(file);
        directory.readEntries(directory.start());
        return directory;
    }

    Map<String, Part> parts() {
        return parts;
    }

    /** How long all parts are said to be when they are unpacked. */
    long unpackedSize() {
        return unpackedSize;
    }

    boolean isEncrypted() {
        return encrypted;
    }

    private int start() throws IOException {
        int end = file.limit() - END_LENGTH;
        int lowest = Math.max(0, end - LONGEST_COMMENT);
        while (end >= lowest && file.getInt(end) != END) {
            end--;
        }
        if (end < lowest) {
            throw new IOException("No directory");
        }
        long start = Integer.toUnsignedLong(file.getInt(end + 16));
        int locator = end - END_64_LOCATOR_LENGTH;
        if (start == IN_SIZES_64 && locator >= 0 && file.getInt(locator) == END_64_LOCATOR) {
            int end64 = Math.toIntExact(file.getLong(locator + 8));
            if (file.getInt(end64) == END_64) {
                start = file.getLong(end64 + 48);
            }
        }
        return Math.toIntExact(start);
    }

    private void readEntries(int start) throws IOException {
        int at = start;
        while (file.getInt(at) == ENTRY) {
            int nameLength = unsignedShort(at + 28);
            int extraLength = unsignedShort(at + 30);
            encrypted |= (file.getShort(at + 8) & 1) != 0;
            byte[] name = new byte[nameLength];
            file.get(at + ENTRY_LENGTH, name);
            long[] sizes = sizes(at, at + ENTRY_LENGTH + nameLength, extraLength);
            unpackedSize += sizes[0];
            parts.put(new String(name, StandardCharsets.UTF_8),
                    part(unsignedShort(at + 10), Math.toIntExact(sizes[1]), Math.toIntExact(sizes[2])));
            if (parts.size() > MAX_PARTS || unpackedSize < 0) {
                throw new Workbook.TooMuchException();
            }
            at += ENTRY_LENGTH + nameLength + extraLength + unsignedShort(at + 32);
        }
    }

    /** The unpacked and the packed size and the place of a part; ZIP64 keeps those apart that do not fit 32 bits. */
    private long[] sizes(int entry, int extra, int extraLength) {
        long[] sizes = {Integer.toUnsignedLong(file.getInt(entry + 24)),
                Integer.toUnsignedLong(file.getInt(entry + 20)),
                Integer.toUnsignedLong(file.getInt(entry + 42))};
        for (int at = extra; at + 4 <= extra + extraLength; at += 4 + unsignedShort(at + 2)) {
            if (unsignedShort(at) == SIZES_64) {
                int value = at + 4;
                for (int i = 0; i < sizes.length; i++) {
                    if (sizes[i] == IN_SIZES_64) {
                        sizes[i] = file.getLong(value);
                        value += Long.BYTES;
                    }
                }
            }
        }
        return sizes;
    }

    private Part part(int method, int length, int local) throws IOException {
        if (file.getInt(local) != LOCAL) {
            throw new IOException("No such part");
        }
        int start = local + LOCAL_LENGTH + unsignedShort(local + 26) + unsignedShort(local + 28);
        if (length < 0 || length > file.limit() - start) {
            throw new IOException("A part is longer than the file");
        }
        return new Part(method, start, length);
    }

    private int unsignedShort(int at) {
        return Short.toUnsignedInt(file.getShort(at));
    }
}
