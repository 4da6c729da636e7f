package io.postroom.ingestservice.history;

import io.postroom.ingestservice.decide.RequestContent;
import io.postroom.ingestservice.door.RecordedEvents;
import io.postroom.ingestservice.sources.SourceTopics;
import io.postroom.ingestservice.wire.AvroDecoder;
import io.postroom.ingestservice.wire.Decoded;
import io.postroom.rules.RuleBook;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Looks back over a range of the sources: what rules would make of it, and what was made. Writes nothing. For one thread. */
final class Looking {
    /** Producers' clocks are no better than this. */
    private static final Duration CLOCKS = Duration.ofHours(1);
    /** No group of this name exists; internal topics of ingest are told by their endings. */
    private static final String INGEST = "postroom-ingest";

    private final TopicReader reader;
    private final RecordedEvents events;
    private final AvroDecoder avro;
    private final RuleBook rules;
    private final Names.Topics names;
    private final Range range;
    private final RequestContent contents = new RequestContent();
    private long read;
    private long unreadable;

    Looking(TopicReader reader, AvroDecoder avro, RuleBook rules, Names.Topics names, Range range) {
        this.reader = reader;
        this.avro = avro;
        this.rules = rules;
        this.names = names;
        this.range = range;
        this.events = new RecordedEvents(avro, rules, names.send());
    }

    /** What the rules would make of each event of the range. */
    Forecast forecast(Function<EventPlace, Instant> decidedAt) {
        Forecast forecast = new Forecast(rules, contents, decidedAt);
        records("reading events", record -> {
            read++;
            CaseEvent event = events.read(record);
            if (event != null) {
                forecast.add(event, EventPlace.of(record));
            } else if (record.value() != null) {
                unreadable++;
            }
        });
        forecast.end();
        return forecast;
    }

    /** What was made of the events of a forecast. */
    Past past(Forecast forecast) {
        Past past = new Past(forecast.events(), contents);
        Instant first = forecast.places().stream().map(EventPlace::at).min(Instant::compareTo).orElse(null);
        if (first != null) {
            List<String> topics = written();
            topics.retainAll(Set.copyOf(reader.topics()));
            reader.read("reading what was made", topics, partition -> true,
                    new Position.Moment(first.minus(CLOCKS)), null, record -> {
                        byte[] value = record.value();
                        if (value != null && AvroDecoder.begins(value)
                                && avro.decode(value) instanceof Decoded.Ours(var own)) {
                            past.hear(own);
                        }
                    });
        }
        return past;
    }

    /** The records of the range, as they stand there. */
    void records(String what, Consumer<ConsumerRecord<byte[], byte[]>> use) {
        reader.read(what, topics(), range::includes, range.from(), range.to(), use);
    }

    /** Whether a record cannot be published again as the same event. */
    boolean belongsToItsPlace(ConsumerRecord<byte[], byte[]> record) {
        return events.belongsToItsPlace(record);
    }

    /** The sources of the rule sets that exist, or those of them that were asked for. */
    Set<String> topics() {
        Set<String> present = new SourceTopics(rules.sources(), names, names.prefix() + INGEST)
                .presentIn(reader.topics());
        List<String> wanted = range.topics();
        for (String topic : wanted) {
            if (!present.contains(topic)) {
                throw new IllegalArgumentException("There is no topic '" + topic
                        + "' that a service of these rules reads; there are " + String.join(", ", present) + ".");
            }
        }
        if (present.isEmpty()) {
            throw new IllegalArgumentException("None of the topics that these rules read exists on this cluster.");
        }
        return wanted.isEmpty() ? present : new TreeSet<>(wanted);
    }

    private List<String> written() {
        List<String> topics = new ArrayList<>(List.of(names.held(), names.decision()));
        for (Channel channel : List.of(Channel.SMS, Channel.EMAIL, Channel.LETTER)) {
            for (Priority lane : List.of(Priority.NORMAL, Priority.BULK)) {
                topics.add(names.request(channel, lane));
            }
        }
        return topics;
    }

    String summary(Forecast forecast, Collection<String> topics) {
        return "Read %,d records of %s: %,d events, %,d of them again, %,d that are no events or cannot be read."
                .formatted(read, String.join(", ", topics), forecast.places().size() + forecast.repeated(),
                        forecast.repeated(), unreadable);
    }
}
