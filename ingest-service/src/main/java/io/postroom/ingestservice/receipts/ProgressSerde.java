package io.postroom.ingestservice.receipts;

import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
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

/** How progress is kept: version, time, states by name, parts, and from the second version on
 * the reason of the state. */
final class ProgressSerde {
    private static final int VERSION = 2;
    private static final String NONE = "";

    private ProgressSerde() {}

    static Serde<Progress> serde() {
        return Serdes.serdeFrom((topic, value) -> value == null ? null : write(value),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    private static byte[] write(Progress progress) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(progress.writtenAt());
            put(out, progress.observed());
            put(out, progress.published());
            out.writeInt(progress.parts().size());
            for (Progress.Part part : progress.parts()) {
                out.writeInt(part.attempt());
                out.writeInt(part.of());
                out.writeUTF(part.reference());
                put(out, part.state());
            }
            out.writeUTF(progress.reason() == null ? NONE : progress.reason().name());
        } catch (IOException e) {
            throw new UncheckedIOException("The progress of a notification could not be written to memory.", e);
        }
        return bytes.toByteArray();
    }

    private static Progress read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version > VERSION) {
                throw new IOException("Version " + version + " was written by a newer ingest than this.");
            }
            long writtenAt = in.readLong();
            NotificationState observed = take(in);
            NotificationState published = take(in);
            int count = in.readInt();
            List<Progress.Part> parts = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                parts.add(new Progress.Part(in.readInt(), in.readInt(), in.readUTF(), take(in)));
            }
            String reason = version == 1 ? NONE : in.readUTF();
            return new Progress(writtenAt, observed, reason.equals(NONE) ? null : StatusReason.valueOf(reason),
                    published, parts);
        } catch (IOException e) {
            throw new UncheckedIOException("The progress of a notification cannot be read.", e);
        }
    }

    private static void put(DataOutputStream out, @Nullable NotificationState state) throws IOException {
        out.writeUTF(state == null ? NONE : state.name());
    }

    private static @Nullable NotificationState take(DataInputStream in) throws IOException {
        String name = in.readUTF();
        return name.equals(NONE) ? null : NotificationState.valueOf(name);
    }
}
