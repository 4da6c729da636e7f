package io.postroom.ingestservice.hold;

import io.postroom.schemas.v1.StatusReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * A notification that was withdrawn while nothing of it waited: what waits may be heard of later.
 *
 * @param writtenAt wall clock, epoch milliseconds
 * @param reason why
 */
record Withdrawn(long writtenAt, StatusReason reason) {
    private static final int VERSION = 1;

    static Serde<Withdrawn> serde() {
        return Serdes.serdeFrom((topic, value) -> value == null ? null : value.write(),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    private byte[] write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(32);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(writtenAt);
            out.writeUTF(reason.name());
        } catch (IOException e) {
            throw new UncheckedIOException("A withdrawal could not be written to memory.", e);
        }
        return bytes.toByteArray();
    }

    private static Withdrawn read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IOException("Version " + version + " was written by a newer ingest than this.");
            }
            return new Withdrawn(in.readLong(), StatusReason.valueOf(in.readUTF()));
        } catch (IOException e) {
            throw new UncheckedIOException("A withdrawal cannot be read.", e);
        }
    }
}
