package io.postroom.ingestservice.config;

import io.postroom.ingestservice.audience.Audience;
import io.postroom.schemas.Names;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The checked configuration, with every default filled in.
 *
 * <p>Immutable. Its text leaves out what may be secret.
 */
public record IngestSettings(String bootstrapServers, Map<String, String> kafkaProperties, String registryUrl,
        Map<String, String> registryProperties, boolean registerSchemas, Names.Topics topics, int partitions,
        int replicas, byte[] keySecret, Path rulesDirectory, String applicationId, Path stateDirectory, int threads,
        int standbyReplicas, Duration commitInterval, Duration memory, Duration receiptMemory,
        Duration topicCheckInterval, int maxEventBytes, Duration heartbeat, Audience audience) {
    public IngestSettings {
        kafkaProperties = Map.copyOf(kafkaProperties);
        registryProperties = Map.copyOf(registryProperties);
        keySecret = keySecret.clone();
    }

    @Override
    public byte[] keySecret() {
        return keySecret.clone();
    }

    @Override
    public String toString() {
        return "IngestSettings[applicationId=" + applicationId + "]";
    }
}
