package io.postroom.content.sheet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes packed files byte by byte (PKWARE APPNOTE 6.3), in the ways of programs that are not Java's. */
final class HandMadeZip {

    private static final long ELSEWHERE = 0xffffffffL;

    private final Front front;
    private final boolean directory64;
    private final ByteBuffer file = ByteBuffer.allocate(100_000).order(ByteOrder.LITTLE_ENDIAN);
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** How a part is announced in front of its bytes. */
    enum Front {
        SIZES, SIZES_IN_ZIP64, DESCRIPTOR, DESCRIPTOR_WITHOUT_SIGNATURE, DESCRIPTOR_64;

        boolean isDescribedLater() {
            return this == DESCRIPTOR || this == DESCRIPTOR_WITHOUT_SIGNATURE || this == DESCRIPTOR_64;
        }
    }

    private record Entry(int place, long crc, long packed, long unpacked) {}

    /** @param directory64 whether the directory keeps sizes and places in ZIP64's field */
    HandMadeZip(Front front, boolean directory64) {
        this.front = front;
        this.directory64 = directory64;
    }

    HandMadeZip part(String name, String text) {
        return part(name, text, text.getBytes(StandardCharsets.UTF_8).length);
    }

    /** A part that says of itself that it unpacks to so many bytes. */
    HandMadeZip part(String name, String text, long said) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        byte[] packed = new byte[plain.length + 100];
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(plain);
        deflater.finish();
        int length = deflater.deflate(packed);
        deflater.end();
        CRC32 crc = new CRC32();
        crc.update(plain);
        Entry entry = new Entry(file.position(), crc.getValue(), length, said);
        entries.put(name, entry);
        boolean in64 = front == Front.SIZES_IN_ZIP64;
        file.putInt(0x04034b50);
        start(entry, in64 ? ELSEWHERE : length, in64 ? ELSEWHERE : said, front.isDescribedLater());
        file.putShort((short) name.length()).putShort((short) (in64 ? 20 : 0));
        file.put(name.getBytes(StandardCharsets.UTF_8));
        if (in64) {
            file.putShort((short) 1).putShort((short) 16).putLong(said).putLong(length);
        }
        file.put(packed, 0, length);
        describe(entry);
        return this;
    }

    /** Version, flags, method, time, date, checksum and sizes, which stand alike in both headers. */
    private void start(Entry entry, long packed, long unpacked, boolean later) {
        file.putShort((short) 45).putShort((short) (later ? 8 : 0)).putShort((short) 8).putInt(0);
        file.putInt(later ? 0 : (int) entry.crc()).putInt(later ? 0 : (int) packed).putInt(later ? 0 : (int) unpacked);
    }

    private void describe(Entry entry) {
        if (!front.isDescribedLater()) {
            return;
        }
        if (front != Front.DESCRIPTOR_WITHOUT_SIGNATURE) {
            file.putInt(0x08074b50);
        }
        file.putInt((int) entry.crc());
        if (front == Front.DESCRIPTOR_64) {
            file.putLong(entry.packed()).putLong(entry.unpacked());
        } else {
            file.putInt((int) entry.packed()).putInt((int) entry.unpacked());
        }
    }

    byte[] bytes() {
        int place = file.position();
        entries.forEach((name, entry) -> {
            file.putInt(0x02014b50).putShort((short) 45);
            start(entry, directory64 ? ELSEWHERE : entry.packed(), directory64 ? ELSEWHERE : entry.unpacked(), false);
            file.putShort((short) name.length()).putShort((short) (directory64 ? 4 + 5 + 28 : 0));
            file.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
            file.putInt(directory64 ? (int) ELSEWHERE : entry.place());
            file.put(name.getBytes(StandardCharsets.UTF_8));
            if (directory64) {
                // Another field (a time, as Info-ZIP writes it) in front of ZIP64's.
                file.putShort((short) 0x5455).putShort((short) 5).put((byte) 1).putInt(0);
                file.putShort((short) 1).putShort((short) 24).putLong(entry.unpacked()).putLong(entry.packed())
                        .putLong(entry.place());
            }
        });
        int length = file.position() - place;
        file.putInt(0x06054b50).putInt(0).putShort((short) entries.size()).putShort((short) entries.size());
        file.putInt(length).putInt(place).putShort((short) 0);
        byte[] bytes = new byte[file.position()];
        file.get(0, bytes);
        return bytes;
    }
}
