package io.postroom.ingestservice.sources;

import io.postroom.ingestservice.broker.Broker;
import io.postroom.ingestservice.waiting.UnavailableException;
import io.postroom.rules.StartFrom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, before the topology starts, where each source partition without a committed offset is read from.
 *
 * <ul>
 * <li>A source heard of for the first time starts where its rule set says: at its present end unless told otherwise.
 * <li>A partition of a source that has been listened to before is new, or its offset was lost. It is read from the moment
 * the listening began, but from no further back than ingest remembers events: what is older could be sent twice.
 * <li>What appears later, while the topology runs, is read from its beginning (the consumers' reset policy), and the door
 * leaves out records older than the listening.
 * </ul>
 *
 * <p>Offsets are committed before the register is written: a crash between the two repeats the first case.
 */
public final class StartPositions {
    private static final Logger log = LoggerFactory.getLogger(StartPositions.class);
    /** How far a producer's clock may be behind ours without its first events being taken for history. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);

    private final SourceTopics sources;
    private final Broker broker;
    private final SourceRegister register;
    private final String group;
    private final Duration memory;
    private final Clock clock;

    /**
     * Positions of one consumer group.
     *
     * @param memory for how long events are recognised when they come again
     */
    public StartPositions(SourceTopics sources, Broker broker, SourceRegister register, String group, Duration memory,
            Clock clock) {
        this.sources = sources;
        this.broker = broker;
        this.register = register;
        this.group = group;
        this.memory = memory;
        this.clock = clock;
    }

    /** Commits what has to be committed and gives since when each source has been listened to. */
    public ListeningSince settle() throws UnavailableException {
        Instant now = clock.instant();
        Map<String, Instant> registered = new HashMap<>(register.read());
        Set<String> existing = broker.topics();
        Set<TopicPartition> unread = unread(sources.presentIn(existing));
        Map<TopicPartition, OffsetAndMetadata> positions = positions(unread, new ListeningSince(registered, sources),
                now);
        boolean seeded = positions.isEmpty() || broker.commit(group, positions);
        log.atInfo().addKeyValue("partitions", positions.size()).addKeyValue("committed", seeded)
                .log("Decided where sources are read from that had no position");
        Set<String> unseeded = seeded
                ? Set.of()
                : positions.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
        Map<String, Instant> added = new HashMap<>();
        for (String source : sources.listenedTo(existing)) {
            if (!registered.containsKey(source)) {
                // Where the end could not be committed, the time of a record is all that tells history from news.
                added.put(source, unseeded.contains(source) ? now : now.minus(CLOCK_TOLERANCE));
            }
        }
        register.add(added);
        registered.putAll(added);
        return new ListeningSince(registered, sources);
    }

    private Set<TopicPartition> unread(Collection<String> topics) throws UnavailableException {
        Set<TopicPartition> committed = broker.committed(group).keySet();
        return broker.partitionsOf(topics).stream().filter(partition -> !committed.contains(partition))
                .collect(Collectors.toSet());
    }

    private Map<TopicPartition, OffsetAndMetadata> positions(Set<TopicPartition> unread, ListeningSince known,
            Instant now) throws UnavailableException {
        List<TopicPartition> atTheEnd = new ArrayList<>();
        Map<Instant, List<TopicPartition>> since = new HashMap<>();
        for (TopicPartition partition : unread) {
            switch (beginning(partition.topic(), known.of(partition.topic()), now)) {
                case StartFrom.Now() -> atTheEnd.add(partition);
                case StartFrom.Earliest() -> log.atDebug().addKeyValue("topic", partition.topic())
                        .log("Reads from the beginning");
                case StartFrom.At(Instant moment) ->
                    since.computeIfAbsent(moment, key -> new ArrayList<>()).add(partition);
            }
        }
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        broker.ends(atTheEnd).forEach((partition, end) -> positions.put(partition, new OffsetAndMetadata(end)));
        for (Map.Entry<Instant, List<TopicPartition>> entry : since.entrySet()) {
            broker.firstSince(entry.getValue(), entry.getKey())
                    .forEach((partition, first) -> positions.put(partition, new OffsetAndMetadata(first)));
        }
        return positions;
    }

    private StartFrom beginning(String topic, @Nullable Instant known, Instant now) {
        StartFrom configured = sources.startFrom(topic);
        if (known == null) {
            return configured;
        }
        Instant remembered = now.minus(memory);
        Instant from = switch (configured) {
            case StartFrom.Now() -> known;
            case StartFrom.Earliest() -> Instant.EPOCH;
            case StartFrom.At(Instant moment) -> moment;
        };
        return new StartFrom.At(from.isBefore(remembered) ? remembered : from);
    }
}
