package io.postroom.ingestservice.history;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which records of the sources a command means. */
final class Range {
    @Option(names = "--topic", paramLabel = "NAME", description = "only this source of the rule sets; may be repeated")
    private List<String> topics = List.of();

    @Option(names = "--partition", paramLabel = "N", description = "only this partition")
    private @Nullable Integer partition;

    @Option(names = "--from", paramLabel = "MOMENT|OFFSET", description = "from then, by the records' own time, or from this offset; default the beginning")
    private @Nullable Position from;

    @Option(names = "--to", paramLabel = "MOMENT|OFFSET", description = "before then; default what is there now")
    private @Nullable Position to;

    List<String> topics() {
        return topics;
    }

    boolean includes(int number) {
        return partition == null || partition == number;
    }

    Position from() {
        return from == null ? new Position.Offset(0) : from;
    }

    @Nullable
    Position to() {
        return to;
    }
}
