package io.postroom.ingestservice.withdraw;

import io.postroom.schemas.v1.StatusReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * An event that made a message, or that takes messages of a rule back.
 *
 * @param keepUntil wall clock, epoch milliseconds
 * @param eventTime when the event happened
 * @param event tells the event from others
 * @param reason why messages are taken back; {@code UNRECOGNISED} for an event that made one
 */
record CaseEntry(long keepUntil, Instant eventTime, UUID event, StatusReason reason) {
    private static final int VERSION = 1;

    static Serde<CaseEntry> serde() {
        return Serdes.serdeFrom((topic, value) -> value == null ? null : value.write(),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    private byte[] write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(keepUntil);
            out.writeLong(eventTime.toEpochMilli());
            out.writeLong(event.getMostSignificantBits());
            out.writeLong(event.getLeastSignificantBits());
            out.writeUTF(reason.name());
        } catch (IOException e) {
            throw new UncheckedIOException("An entry of a case could not be written to memory.", e);
        }
        return bytes.toByteArray();
    }

    private static CaseEntry read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IOException("Version " + version + " was written by a newer ingest than this.");
            }
            return new CaseEntry(in.readLong(), Instant.ofEpochMilli(in.readLong()),
                    new UUID(in.readLong(), in.readLong()), StatusReason.valueOf(in.readUTF()));
        } catch (IOException e) {
            throw new UncheckedIOException("An entry of a case cannot be read.", e);
        }
    }
}
