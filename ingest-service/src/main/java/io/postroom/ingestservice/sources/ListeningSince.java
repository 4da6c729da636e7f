package io.postroom.ingestservice.sources;

import io.postroom.rules.StartFrom;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Since when each source has been listened to. For a source that starts from now, what is older is history that nobody
 * asked to hear.
 *
 * <p>Immutable; safe for use by any thread.
 */
public final class ListeningSince {
    private final Map<String, Instant> since;
    private final SourceTopics sources;

    /**
     * What the register holds.
     *
     * @param since instants by topic name, or by the pattern that a topic matches
     */
    public ListeningSince(Map<String, Instant> since, SourceTopics sources) {
        this.since = Map.copyOf(since);
        this.sources = sources;
    }

    /** Since when a topic is listened to, by its name or else by a pattern that it matches; null when it never was. */
    public @Nullable Instant of(String topic) {
        Instant byName = since.get(topic);
        return byName != null
                ? byName
                : sources.patternsOf(topic).stream().map(since::get).flatMap(Stream::ofNullable)
                        .min(Instant::compareTo).orElse(null);
    }

    /** Whether a record is older than what its topic is read from. */
    public boolean isHistory(String topic, Instant recordTime) {
        return switch (sources.startFrom(topic)) {
            case StartFrom.Now() -> {
                Instant begin = of(topic);
                yield begin != null && recordTime.isBefore(begin);
            }
            case StartFrom.Earliest() -> false;
            case StartFrom.At(Instant moment) -> recordTime.isBefore(moment);
        };
    }
}
