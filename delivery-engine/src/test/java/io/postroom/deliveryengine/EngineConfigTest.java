package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;

class EngineConfigTest {
    private static EngineConfig sound() {
        return EngineConfig.of("group", "client", Map.of("bootstrap.servers", "nowhere", "sasl.jaas.config", "secret"),
                Map.of(Lane.NORMAL, List.of("topic")), List.of(new DelayTier("1m", Duration.ofMinutes(1))),
                topic -> topic, List.of(GateConfig.of("provider", 0, 1)));
    }

    @Test
    void reportsEverythingThatIsWrongAtOnce() {
        // Given
        EngineLimits limits = new EngineLimits(0, 5, 10, 2_000, 60_000, 1, 2_000, 500, Duration.ofSeconds(30),
                Duration.ofSeconds(30), Duration.ofMillis(200), 200);
        RetryPolicy retries = new RetryPolicy(0, Duration.ofHours(1), Duration.ofMinutes(2), Duration.ofMinutes(1),
                RetryPolicy.Order.OVERTAKE);

        // When
        assertThatThrownBy(() -> new EngineConfig(" ", "client", Map.of(),
                Map.of(Lane.NORMAL, List.of("same"), Lane.BULK, List.of("same")),
                List.of(new DelayTier("1h", Duration.ofHours(1)), new DelayTier("1m", Duration.ofMinutes(1))),
                topic -> topic, List.of(GateConfig.of("a", -1, 0), GateConfig.of("a", 1, 1)), retries, limits,
                EngineConfig.GroupProtocol.CONSUMER))

                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("groupId is blank", "no bootstrap.servers", "Topic 'same' is named twice",
                        "not in order at '1m'", "rate of gate 'a' is -1.0", "concurrency of gate 'a' is 0",
                        "Gate 'a' is named twice", "maxAttempts is 0", "longestParked is PT1M", "concurrency is 0",
                        "incompletesPerPartition is 2000", "parkedPerPartition is 2000", "drainTime is PT30S");
    }

    /** {@code Map.copyOf} would shuffle them anew in each process, and no failing seed would replay. */
    @Test
    void lanesComeInTheSameOrderInEveryProcess() {
        // Given
        Map<Lane, List<String>> topics = new LinkedHashMap<>();
        topics.put(Lane.BULK, List.of("bulk"));
        topics.put(Lane.NORMAL, List.of("normal"));

        // When
        EngineConfig config = EngineConfig.of("group", "client", Map.of("bootstrap.servers", "nowhere"), topics,
                List.of(), topic -> topic, List.of(GateConfig.of("provider", 0, 1)));

        // Then
        assertThat(config.topics().keySet()).containsExactly(Lane.NORMAL, Lane.BULK);
    }

    @Test
    void keepsSecretsOutOfItsText() {
        assertThat(sound().toString()).doesNotContain("secret");
    }

    @Test
    void whatItsPromisesRestOnCannotBeOverridden() {
        // Given
        EngineConfig config = new EngineConfig("group", "client",
                Map.of("bootstrap.servers", "nowhere", "enable.auto.commit", true, "isolation.level",
                        "read_uncommitted", "acks", "0"),
                Map.of(Lane.BULK, List.of("topic")), List.of(), topic -> topic,
                List.of(GateConfig.of("provider", 0, 1)), RetryPolicy.defaults(), EngineLimits.defaults(),
                EngineConfig.GroupProtocol.CLASSIC);
        ClientProperties properties = new ClientProperties(config);

        // When
        Map<String, Object> consumer = properties.laneConsumer(Lane.BULK);

        // Then
        assertThat(consumer).containsEntry("enable.auto.commit", false)
                .containsEntry("isolation.level", "read_committed").containsEntry("group.id", "group-bulk")
                .containsEntry("auto.offset.reset", "earliest").containsEntry("group.protocol", "classic")
                .containsKey(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
        assertThat(properties.producer()).containsEntry("acks", "all").containsEntry("enable.idempotence", true);
    }
}
