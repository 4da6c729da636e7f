package io.postroom.ingestservice.collect;

import io.postroom.content.Channel;
import io.postroom.ingestservice.wire.InternalAvro;
import io.postroom.rules.decision.Collected;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;

/**
 * Events that wait for others of their case.
 *
 * @param announced the status by which their message was announced
 * @param closesAt wall clock: when they become a message
 * @param place where they are found by case, rule and person
 * @param collected the events
 * @param size bytes that it takes in its store; 0 before it is there
 */
public record Collection(NotificationStatus announced, Instant closesAt, Bytes place, Collected collected, int size) {
    private static final int VERSION = 1;
    /**
     * Above this, events begin another message: a case whose events never end must not grow into a record that no changelog
     * takes, which would stop every other case with it. With one event more it is still below that.
     */
    private static final int FULL = 512 * 1024;
    private static final InternalAvro<CaseEvent> EVENTS = new InternalAvro<>(CaseEvent.class);
    private static final InternalAvro<NotificationStatus> STATUSES = new InternalAvro<>(NotificationStatus.class);

    /** One that begins. */
    public Collection(NotificationStatus announced, Instant closesAt, Bytes place, Collected collected) {
        this(announced, closesAt, place, collected, 0);
    }

    /** Whether nothing more is added. */
    boolean isFull() {
        return size >= FULL;
    }

    /** The message that they become. */
    public NotificationIdentity identity() {
        return announced.getIdentity();
    }

    UUID id() {
        return identity().getNotificationId();
    }

    Collection with(CaseEvent event) {
        return new Collection(announced, closesAt, place, collected.with(event));
    }

    static Serde<Collection> serde() {
        return Serdes.serdeFrom((topic, value) -> value == null ? null : value.write(),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    private byte[] write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(closesAt.toEpochMilli());
            put(out, place.get());
            put(out, STATUSES.write(announced));
            out.writeInt(collected.recipientIndex());
            out.writeUTF(collected.channel().name());
            out.writeInt(collected.events().size());
            for (CaseEvent event : collected.events()) {
                put(out, EVENTS.write(event));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("What is collected could not be written to memory.", e);
        }
        return bytes.toByteArray();
    }

    private static Collection read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IOException("Version " + version + " was written by a newer ingest than this.");
            }
            Instant closesAt = Instant.ofEpochMilli(in.readLong());
            Bytes place = Bytes.wrap(take(in));
            NotificationStatus announced = STATUSES.read(take(in));
            int index = in.readInt();
            Channel channel = Channel.valueOf(in.readUTF());
            int count = in.readInt();
            List<CaseEvent> events = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                events.add(EVENTS.read(take(in)));
            }
            NotificationIdentity identity = announced.getIdentity();
            return new Collection(announced, closesAt, place, new Collected("" + identity.getRuleId(),
                    "" + identity.getRecipientRole(), identity.getRecipientReference(), index, channel, events),
                    bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException("What is collected cannot be read.", e);
        }
    }

    private static void put(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] take(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    @Override
    public String toString() {
        return "Collection[" + collected + "]";
    }
}
