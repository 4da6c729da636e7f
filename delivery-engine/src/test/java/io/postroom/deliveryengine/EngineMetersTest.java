package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names and tags are a contract: dashboards and alerts are made of them. */
class EngineMetersTest {
    private static final String PREFIX = "postroom.engine.";
    private static final Path BASE = Path.of(System.getProperty("basedir", "."));
    /** A row of the reference: name, kind, tags, meaning. */
    private static final Pattern ROW = Pattern.compile("\\| `([a-z.]+)` \\| (\\w+) \\| ([^|]*) \\| [^|]+ \\|");
    private static final Pattern NAME = Pattern
            .compile(
                    "(?:counter\\(|gauge\\(|timer\\(PREFIX \\+ |counter\\(PREFIX \\+ |builder\\(PREFIX \\+ )\"([a-z.]+)\"");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private record Named(String name, String kind, Set<String> tags) implements Comparable<Named> {
        @Override
        public int compareTo(Named other) {
            return toString().compareTo(other.toString());
        }
    }

    @BeforeEach
    void meetEverything() {
        EngineTime time = new EngineTime(() -> Instant.EPOCH, () -> 0);
        EngineConfig config = EngineConfig.of("group", "client", Map.of("bootstrap.servers", "nowhere"),
                Map.of(Lane.NORMAL, List.of("topic")), List.of(), topic -> topic + ".dead",
                List.of(GateConfig.of("provider", 0, 1)));
        EngineMeters meters = new EngineMeters(registry, time, config);
        Slot slot = new Slot(new Lease(new TopicPartition("topic", 0), Lane.NORMAL),
                new ConsumerRecord<>("topic", 0, 0, new byte[0], new byte[0]), 0, false, 0);
        meters.waited(slot, 1);
        meters.started(slot);
        meters.headOfLine();
        meters.lateCompletion();
        meters.unknownOutcomes(1);
        meters.abandoned();
        meters.heldBack();
        meters.outcome("provider", Outcome.delivered());
        meters.finalOutcome(new FinalOutcome.Expired());
        meters.unknownGate(new RequestFacts("n", "service", List.of("other"), null, UnknownPolicy.RESEND));
        meters.commit("ok");
        meters.skipped(1);
        meters.lost(1);
        meters.foreignMetadata();
        meters.drained(1, true);
        meters.handedOver("delay");
        meters.forwarded(1);
        meters.retriedDurable("dead-letter");
    }

    private Set<Named> registered() {
        return registry.getMeters().stream().map(Meter::getId)
                .map(id -> new Named(id.getName().substring(PREFIX.length()),
                        id.getType().name().toLowerCase(Locale.ROOT),
                        id.getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Named named(String name, String kind, String... tags) {
        return new Named(name, kind, new TreeSet<>(List.of(tags)));
    }

    @Test
    void hasWhatAnOperatorOfAConsumerLooksFor() {
        // When, Then
        assertThat(registered()).contains(named("tracked", "gauge", "lane"), named("in.flight", "gauge", "lane"),
                named("parked", "gauge", "lane"), named("ready.keys", "gauge", "lane"),
                named("window", "gauge", "lane"), named("base.age", "gauge", "lane"),
                named("map.chars", "gauge", "lane"), named("skipped.replays", "counter"),
                named("late.completions", "counter"), named("unknown.outcomes", "counter"),
                named("permits.wait", "timer", "lane"), named("rate.effective", "gauge", "gate"),
                named("lane.share", "gauge", "lane"), named("attempts", "counter", "gate", "outcome"),
                named("request.to.send", "timer", "lane"), named("paused.partitions", "gauge", "lane"),
                named("commit", "counter", "result"), named("drain", "timer", "complete"));
    }

    @Test
    void theReferenceNamesEachMeterWithItsKindAndTags() throws IOException {
        // Given
        String page = Files.readString(BASE.resolve("../docs/reference/engine-meters.md"));

        // When
        Set<Named> documented = ROW.matcher(page).results()
                .map(row -> named(row.group(1), row.group(2), tags(row.group(3))))
                .collect(Collectors.toCollection(TreeSet::new));

        // Then
        assertThat(documented).isEqualTo(registered());
    }

    /** A meter that this test does not know of would be missing from the reference without notice. */
    @Test
    void noMeterIsForgottenHere() throws IOException {
        // Given
        String source = Files.readString(BASE
                .resolve("src/main/java/io/postroom/deliveryengine/EngineMeters.java"));

        // When
        Set<String> written = NAME.matcher(source).results().map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        // Then
        assertThat(written).isEqualTo(registered().stream().map(Named::name)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static String[] tags(String cell) {
        return Pattern.compile("`([a-z]+)`").matcher(cell).results().map(tag -> tag.group(1)).toArray(String[]::new);
    }
}
