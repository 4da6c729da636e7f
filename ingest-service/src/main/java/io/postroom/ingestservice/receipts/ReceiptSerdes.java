package io.postroom.ingestservice.receipts;

import io.postroom.ingestservice.wire.InternalAvro;
import io.postroom.schemas.v1.ReceiptRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** How entries and pairs are kept in stores and on the repartition topic: a version byte, then records with their length. */
final class ReceiptSerdes {
    private static final int VERSION = 1;
    private static final int ABSENT = -1;

    private final InternalAvro<ReceiptRecord> records = new InternalAvro<>(ReceiptRecord.class);

    Serde<ReferenceEntry> entries() {
        return Serdes.serdeFrom((topic, entry) -> entry == null ? null : write(entry),
                (topic, bytes) -> bytes == null ? null : readEntry(bytes));
    }

    Serde<ReceiptPair> pairs() {
        return Serdes.serdeFrom((topic, pair) -> pair == null ? null : write(pair),
                (topic, bytes) -> bytes == null ? null : readPair(bytes));
    }

    private byte[] write(ReferenceEntry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(entry.writtenAt());
            put(out, entry.acceptance());
            out.writeInt(entry.waiting().size());
            for (ReceiptRecord record : entry.waiting()) {
                put(out, record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("An entry could not be written to memory.", e);
        }
        return bytes.toByteArray();
    }

    private ReferenceEntry readEntry(byte[] bytes) {
        try (DataInputStream in = opened(bytes)) {
            long writtenAt = in.readLong();
            ReceiptRecord acceptance = take(in);
            int count = in.readInt();
            List<ReceiptRecord> waiting = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                waiting.add(present(take(in)));
            }
            return new ReferenceEntry(writtenAt, acceptance, waiting);
        } catch (IOException e) {
            throw new UncheckedIOException("An entry of the receipt store cannot be read.", e);
        }
    }

    private byte[] write(ReceiptPair pair) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            put(out, pair.accepted());
            put(out, pair.reported());
        } catch (IOException e) {
            throw new UncheckedIOException("A pair could not be written to memory.", e);
        }
        return bytes.toByteArray();
    }

    private ReceiptPair readPair(byte[] bytes) {
        try (DataInputStream in = opened(bytes)) {
            return new ReceiptPair(present(take(in)), take(in));
        } catch (IOException e) {
            throw new UncheckedIOException("A pair of acceptance and report cannot be read.", e);
        }
    }

    private void put(DataOutputStream out, @Nullable ReceiptRecord record) throws IOException {
        if (record == null) {
            out.writeInt(ABSENT);
            return;
        }
        byte[] bytes = records.write(record);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private @Nullable ReceiptRecord take(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length == ABSENT ? null : records.read(in.readNBytes(length));
    }

    private static DataInputStream opened(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int version = in.readByte();
        if (version != VERSION) {
            throw new IOException("Version " + version + " was written by a newer ingest than this.");
        }
        return in;
    }

    private static ReceiptRecord present(@Nullable ReceiptRecord record) throws IOException {
        if (record == null) {
            throw new IOException("A record that must be there is absent.");
        }
        return record;
    }
}
