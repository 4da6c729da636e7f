package io.postroom.ingestservice;

import java.util.Map;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A real broker on a free port, for one class of tests. */
public final class TestBroker {
    private static final Map<String, String> SMALL = Map.of("transaction.state.log.num.partitions", "2",
            "transaction.state.log.replication.factor", "1", "transaction.state.log.min.isr", "1",
            "offsets.topic.num.partitions", "2", "group.initial.rebalance.delay.ms", "0", "auto.create.topics.enable",
            "false");

    private TestBroker() {}

    /** Starts one; the caller destroys it. One that was destroyed cannot start again: a repeated test needs a new one. */
    public static EmbeddedKafkaKraftBroker start() {
        return start(Map.of());
    }

    /** Starts one that is configured further. */
    public static EmbeddedKafkaKraftBroker start(Map<String, String> further) {
        EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperties(SMALL);
        broker.brokerProperties(further);
        broker.afterPropertiesSet();
        return broker;
    }
}
