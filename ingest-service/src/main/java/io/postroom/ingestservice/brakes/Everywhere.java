package io.postroom.ingestservice.brakes;

import io.postroom.schemas.v1.ControlCommand;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Tells every partition: what a command concerns may wait in any of them. */
final class Everywhere implements StreamPartitioner<String, ControlCommand> {
    @Override
    public Optional<Set<Integer>> partitions(String topic, String key, ControlCommand command, int numPartitions) {
        return Optional.of(IntStream.range(0, numPartitions).boxed().collect(Collectors.toSet()));
    }
}
