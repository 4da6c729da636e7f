package io.postroom.local.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** The configuration of one small broker that is its own controller. */
final class BrokerProperties {
    private static final Set<String> LISTENERS = Set.of("listeners", "advertised.listeners");

    private BrokerProperties() {}

    static Properties of(Path data, int port, int controllerPort, Map<String, String> further) {
        Properties properties = new Properties();
        properties.putAll(Map.of("process.roles", "broker,controller", "node.id", "1", "controller.quorum.voters",
                "1@127.0.0.1:" + controllerPort, "controller.listener.names", "CONTROLLER", "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort, "advertised.listeners",
                "PLAINTEXT://127.0.0.1:" + port, "log.dirs", data.toAbsolutePath().toString()));
        // A topic that nobody planned is a mistake, and must show.
        properties.put("auto.create.topics.enable", "false");
        // One broker: one copy of everything, and few partitions of Kafka's own topics.
        properties.putAll(Map.of("offsets.topic.replication.factor", "1", "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1", "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4", "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1", "share.coordinator.state.topic.num.partitions", "1"));
        // Groups form as soon as their first member is there; streams threads and workers start in the same second.
        properties.put("group.initial.rebalance.delay.ms", "0");
        // Small: a laptop, two cores, a heap of 320 MiB.
        properties.putAll(Map.of("num.network.threads", "2", "num.io.threads", "4", "background.threads", "2",
                "log.cleaner.dedupe.buffer.size", "8388608", "log.index.size.max.bytes", "1048576",
                "queued.max.requests", "200", "remote.log.storage.system.enable", "false"));
        further.forEach((name, value) -> properties.merge(name, value,
                (own, other) -> LISTENERS.contains(name) ? own + "," + other : other));
        return properties;
    }
}
