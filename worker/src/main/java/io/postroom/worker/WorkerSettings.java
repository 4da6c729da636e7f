package io.postroom.worker;

import io.postroom.deliveryengine.EngineConfig.GroupProtocol;
import io.postroom.schemas.Names;
import io.postroom.telemetry.TracingProperties;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What every worker is told.
 *
 * @param kafka          the brokers
 * @param schemaRegistry the registry
 * @param topics         topic names
 * @param worker         the engine
 * @param tracing        where traces go
 */
@ConfigurationProperties("postroom")
record WorkerSettings(@DefaultValue Kafka kafka, @DefaultValue SchemaRegistry schemaRegistry,
        @DefaultValue Topics topics, @DefaultValue Engine worker, @Nullable TracingProperties tracing)
        implements
            CheckedSettings {

    /**
     * The brokers.
     *
     * @param bootstrapServers host:port, separated by commas
     * @param properties       raw client properties, such as those of TLS and SASL
     */
    record Kafka(@DefaultValue("") String bootstrapServers, @DefaultValue Map<String, String> properties) {
        /** Without the properties: they hold secrets. */
        @Override
        public String toString() {
            return "Kafka[" + bootstrapServers + "]";
        }
    }

    /**
     * The registry.
     *
     * @param url          one URL, or several separated by commas
     * @param properties   raw client properties
     * @param autoRegister whether missing schemas are registered; only for trying out
     */
    record SchemaRegistry(@DefaultValue("") String url, @DefaultValue Map<String, String> properties,
            @DefaultValue("false") boolean autoRegister) {
        /** Without the properties: they hold secrets. */
        @Override
        public String toString() {
            return "SchemaRegistry[autoRegister=" + autoRegister + "]";
        }
    }

    /**
     * Topic names.
     *
     * @param prefix put in front of each
     */
    record Topics(@DefaultValue("") String prefix) {}

    /**
     * The engine.
     *
     * @param groupId         the consumer group; null for the topic prefix, {@code postroom-} and the channel
     * @param groupProtocol   how partitions are assigned
     * @param concurrency     attempts at a time
     * @param attemptDeadline after this an attempt is interrupted
     * @param drainTime       how long a stop waits for what is in flight
     * @param maxAttempts     attempts in all
     * @param timeBudget      time for attempts and the waits between them
     * @param firstDelay      the wait after the first failure; doubles
     * @param receiptTimeout  how long a delivery report may take to become durable before the provider is asked to repeat
     */
    record Engine(@Nullable String groupId, @DefaultValue("consumer") GroupProtocol groupProtocol,
            @DefaultValue("1000") int concurrency, @DefaultValue("30s") Duration attemptDeadline,
            @DefaultValue("35s") Duration drainTime, @DefaultValue("12") int maxAttempts,
            @DefaultValue("72h") Duration timeBudget, @DefaultValue("1s") Duration firstDelay,
            @DefaultValue("5s") Duration receiptTimeout) {}

    Names.Topics names() {
        return new Names.Topics(topics.prefix());
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (kafka.bootstrapServers().isBlank()) {
            problems.add("postroom.kafka.bootstrap-servers is not set; give the brokers as host:port.");
        }
        if (schemaRegistry.url().isBlank()) {
            problems.add("postroom.schema-registry.url is not set; give the URL of the schema registry.");
        }
        for (String url : schemaRegistry.url().isBlank() ? new String[0] : schemaRegistry.url().split(",")) {
            if (!absolute(url.strip())) {
                problems.add("postroom.schema-registry.url has a part that is not a URL with a scheme;"
                        + " write it as https://host:port/path.");
            }
        }
        try {
            names();
        } catch (IllegalArgumentException e) {
            problems.add("postroom.topics.prefix: " + e.getMessage());
        }
        engineProblems(problems);
        if (tracing != null) {
            problems.addAll(tracing.problems());
        }
        return problems;
    }

    private void engineProblems(List<String> problems) {
        if (worker.drainTime().compareTo(worker.attemptDeadline().plusSeconds(1)) < 0) {
            problems.add("postroom.worker.drain-time is " + worker.drainTime()
                    + "; it must be at least postroom.worker.attempt-deadline (" + worker.attemptDeadline()
                    + ") plus one second for the commit, or an orderly stop may send twice.");
        }
        positive(problems, "attempt-deadline", worker.attemptDeadline());
        positive(problems, "time-budget", worker.timeBudget());
        positive(problems, "first-delay", worker.firstDelay());
        positive(problems, "receipt-timeout", worker.receiptTimeout());
        if (worker.concurrency() < 1) {
            problems.add("postroom.worker.concurrency is " + worker.concurrency() + "; it must be at least 1.");
        }
        if (worker.maxAttempts() < 1) {
            problems.add("postroom.worker.max-attempts is " + worker.maxAttempts() + "; it must be at least 1.");
        }
    }

    private static void positive(List<String> problems, String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            problems.add("postroom.worker." + name + " is " + value + "; it must be positive.");
        }
    }

    private static boolean absolute(String url) {
        try {
            return URI.create(url).isAbsolute();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
