package io.postroom.ingestservice.config;

import io.postroom.telemetry.TracingProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The configuration of ingest as it is written; {@link IngestSettings} is what remains of it after checking.
 *
 * @param kafka the cluster
 * @param schemaRegistry the registry
 * @param topics names and numbers of Postroom's own topics
 * @param keys what record keys are made with
 * @param rules where the rule sets are
 * @param ingest how the topology runs
 * @param tracing where traces go
 */
@ConfigurationProperties("postroom")
public record IngestProperties(@Nullable Kafka kafka, @Nullable SchemaRegistry schemaRegistry, @Nullable Topics topics,
        @Nullable Keys keys, @Nullable Rules rules, @Nullable Ingest ingest,
        @Nullable TracingProperties tracing) {
    /**
     * The cluster.
     *
     * @param bootstrapServers host:port of some brokers, separated by commas
     * @param properties further client properties as Kafka names them: TLS, SASL
     */
    public record Kafka(@Nullable String bootstrapServers, @Nullable Map<String, String> properties) {}

    /**
     * The registry.
     *
     * @param url its Confluent API
     * @param properties further client properties as Confluent names them
     * @param autoRegister whether missing schemas are registered; only for trying out
     */
    public record SchemaRegistry(@Nullable String url, @Nullable Map<String, String> properties,
            @Nullable Boolean autoRegister) {}

    /**
     * Postroom's own topics.
     *
     * @param prefix put in front of every name; empty by default
     * @param partitions how many each has; 6 by default, and never changed later
     * @param replicas copies of each internal partition; -1, the default, leaves it to the broker
     */
    public record Topics(@Nullable String prefix, @Nullable Integer partitions, @Nullable Integer replicas) {}

    /**
     * What record keys are made with.
     *
     * @param secret the secret itself, from the environment
     * @param secretFile a file that holds it
     */
    public record Keys(@Nullable String secret, @Nullable Path secretFile) {
        @Override
        public String toString() {
            return "Keys[•••]";
        }
    }

    /**
     * Where the rule sets are.
     *
     * @param directory a folder with one folder a service
     */
    public record Rules(@Nullable Path directory) {}

    /**
     * How the topology runs.
     *
     * @param applicationId the consumer group, and the start of every internal topic's name
     * @param stateDirectory where the stores are kept on disk
     * @param threads stream threads of this instance
     * @param standbyReplicas warm copies of each store on other instances
     * @param commitInterval how often results become visible, 10 to 25 ms
     * @param memory for how long an event is recognised when it comes again
     * @param receiptMemory for how long receipts are joined to what they belong to
     * @param topicCheckInterval how often missing and new topics are looked for
     * @param maxEventBytes larger records are dead-lettered
     * @param heartbeat how often a request of nobody to nobody goes through every lane, to show that it moves; {@code 0s}, the default, sends none
     * @param safelist who is written to where rules are tried out
     */
    public record Ingest(@Nullable String applicationId, @Nullable Path stateDirectory, @Nullable Integer threads,
            @Nullable Integer standbyReplicas, @Nullable Duration commitInterval, @Nullable Duration memory,
            @Nullable Duration receiptMemory, @Nullable Duration topicCheckInterval,
            @Nullable Integer maxEventBytes, @Nullable Duration heartbeat, @Nullable Safelist safelist) {}

    /**
     * Who is written to where rules are tried out.
     *
     * @param enabled whether only the recipients named here are written to; never in production
     * @param recipients telephone numbers, e-mail addresses, and postal addresses with commas between their lines
     * @param recipientsFile a file with one of these in each line; what begins with # is a comment
     */
    public record Safelist(@Nullable Boolean enabled, @Nullable List<String> recipients,
            @Nullable Path recipientsFile) {
        @Override
        public String toString() {
            return "Safelist[•••]";
        }
    }
}
