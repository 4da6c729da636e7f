package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Engines over one broker whose requests are the numbers in the records. */
final class EngineFixture {
    final Ledger ledger = new Ledger();
    final Queue<FinalOutcome> finals = new ConcurrentLinkedQueue<>();
    private final TestBroker broker;
    private final String group;

    EngineFixture(TestBroker broker, String group) {
        this.broker = broker;
        this.group = group;
    }

    EngineConfig config(String client, Map<Lane, List<String>> topics, List<DelayTier> tiers) {
        return EngineConfig.of(group, client, broker.properties(), topics, tiers, topic -> topic + ".dead-letter.v1",
                List.of(GateConfig.of("provider", 0, 1_000)));
    }

    static ReadRequest<Integer> read(ConsumerRecord<byte[], byte[]> record) {
        return read(record, UnknownPolicy.RESEND);
    }

    static ReadRequest<Integer> read(ConsumerRecord<byte[], byte[]> record, UnknownPolicy policy) {
        int value = Integer.parseInt(new String(record.value()));
        return new ReadRequest<>(value,
                new RequestFacts("n-" + value, "service-" + value % 3, List.of("provider"), null, policy));
    }

    /** Takes between none and the given time, the same one for each message again, as a provider would, and enters the ledger. */
    DeliveryHandler<Integer> accepting(Duration most) {
        return delivery -> {
            String key = new String(delivery.record().key());
            ledger.begin(key);
            try {
                if (!most.isZero()) {
                    Thread.sleep(new SplittableRandom(delivery.request()).nextLong(most.toMillis() + 1));
                }
                ledger.accept(key, delivery.request());
                return Outcome.delivered();
            } finally {
                ledger.end(key);
            }
        };
    }

    DeliveryEngine<Integer> engine(EngineConfig config, DeliveryHandler<Integer> handler) {
        return DeliveryEngine.builder(config, EngineFixture::read, handler, (delivery, outcome) -> finals.add(outcome))
                .build();
    }
}
