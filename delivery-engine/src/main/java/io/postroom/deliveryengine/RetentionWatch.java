package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows how long the topics keep records, as far as the brokers have told. Never waits for them. */
final class RetentionWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RetentionWatch.class);
    private static final long ASK_AGAIN = Duration.ofMinutes(10).toNanos();

    private final EngineConfig config;
    private final EngineTime time;
    private final Map<String, Long> retention = new ConcurrentHashMap<>();
    private @Nullable Admin admin;
    private long nextAsk;
    private boolean closed;

    RetentionWatch(EngineConfig config, EngineTime time) {
        this.config = config;
        this.time = time;
    }

    /** Milliseconds; negative if not known, or without end. */
    long millis(String topic) {
        ask();
        return retention.getOrDefault(topic, -1L);
    }

    private synchronized void ask() {
        if (closed || time.nanos() < nextAsk) {
            return;
        }
        nextAsk = time.nanos() + ASK_AGAIN;
        List<ConfigResource> topics = new ArrayList<>();
        config.topics().values().stream().flatMap(Collection::stream)
                .forEach(topic -> topics.add(new ConfigResource(ConfigResource.Type.TOPIC, topic)));
        try {
            if (admin == null) {
                Map<String, Object> properties = new HashMap<>(config.kafka());
                properties.put("client.id", config.clientId() + "-retention");
                admin = Admin.create(properties);
            }
            admin.describeConfigs(topics).values().forEach((topic, answer) -> answer.whenComplete((found, failure) -> {
                ConfigEntry entry = found == null ? null : found.get(TopicConfig.RETENTION_MS_CONFIG);
                if (entry != null && entry.value() != null) {
                    retention.put(topic.name(), Long.parseLong(entry.value()));
                }
            }));
        } catch (KafkaException e) {
            log.atDebug().addKeyValue("error", e.getClass().getName()).log("Nobody to ask about retention.");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
