package io.postroom.ingestservice.brakes;

import io.postroom.ingestservice.wire.InternalAvro;
import io.postroom.schemas.v1.ControlCommand;
import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * A command that still counts.
 *
 * @param done whether all that waited when it was heard has been looked at because of it
 */
record Order(boolean done, ControlCommand command) {
    private static final byte VERSION = 1;
    private static final InternalAvro<ControlCommand> AVRO = new InternalAvro<>(ControlCommand.class);

    static Serde<Order> serde() {
        return Serdes.serdeFrom((topic, order) -> order == null ? null : order.write(),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    private byte[] write() {
        byte[] written = AVRO.write(command);
        return ByteBuffer.allocate(2 + written.length).put(VERSION).put((byte) (done ? 1 : 0)).put(written).array();
    }

    private static Order read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte version = buffer.get();
        if (version != VERSION) {
            throw new IllegalStateException(
                    "Version " + version + " of a command was written by a newer ingest than this.");
        }
        boolean done = buffer.get() != 0;
        byte[] command = new byte[buffer.remaining()];
        buffer.get(command);
        return new Order(done, AVRO.read(command));
    }
}
