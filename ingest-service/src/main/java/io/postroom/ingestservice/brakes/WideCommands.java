package io.postroom.ingestservice.brakes;

import io.postroom.ingestservice.topology.Nodes;
import io.postroom.ingestservice.wire.InternalAvro;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.NotificationTarget;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * The part of the topology that passes commands on to where they are followed. A command to stop, or one about a rule or a service,
 * stands in one partition of the control topic and concerns what lies in all; each task keeps what it has heard, so that a task that moves
 * knows it without reading the topic again.
 */
public final class WideCommands {
    private WideCommands() {}

    /** Whether a command concerns more than single notifications of the case in whose partition it stands. */
    public static boolean isWide(ControlCommand command) {
        return switch (command.getAction()) {
            case STOP, RELEASE -> true;
            case CANCEL, SUPERSEDE -> !(command.getTarget() instanceof NotificationTarget);
            case UNRECOGNISED -> false;
        };
    }

    /** Those among the commands that are wide. */
    public static KStream<String, ControlCommand> of(KStream<String, ControlCommand> control) {
        return control.filter((key, command) -> isWide(command), Named.as(Nodes.WIDE_COMMANDS));
    }

    /**
     * Lets each task of another part of the topology hear all of them, in the order of their own partition.
     *
     * @param name of the repartition
     */
    public static KStream<String, ControlCommand> tellAll(KStream<String, ControlCommand> wide, String name,
            int partitions) {
        return wide.repartition(Repartitioned.<String, ControlCommand>as(name).withKeySerde(Serdes.String())
                .withValueSerde(serde()).withNumberOfPartitions(partitions)
                .withStreamPartitioner(new Everywhere()));
    }

    private static Serde<ControlCommand> serde() {
        InternalAvro<ControlCommand> avro = new InternalAvro<>(ControlCommand.class);
        return Serdes.serdeFrom((topic, command) -> command == null ? null : avro.write(command),
                (topic, bytes) -> bytes == null ? null : avro.read(bytes));
    }
}
