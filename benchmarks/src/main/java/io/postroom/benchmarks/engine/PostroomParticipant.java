package io.postroom.benchmarks.engine;

import io.postroom.deliveryengine.DeliveryEngine;
import io.postroom.deliveryengine.EngineConfig;
import io.postroom.deliveryengine.EngineLimits;
import io.postroom.deliveryengine.GateConfig;
import io.postroom.deliveryengine.Lane;
import io.postroom.deliveryengine.Outcome;
import io.postroom.deliveryengine.ReadRequest;
import io.postroom.deliveryengine.RequestFacts;
import io.postroom.deliveryengine.UnknownPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Postroom's engine, set up as its workers set it up, but for the time that a provider may take. */
final class PostroomParticipant implements Participant {
    private static final String GATE = "provider";
    private static final Duration ATTEMPT = Duration.ofSeconds(40);
    private static final Duration DRAIN = Duration.ofSeconds(45);

    private final DeliveryEngine<byte[]> engine;

    PostroomParticipant(Task task) {
        EngineConfig config = EngineConfig.of(task.group(), task.group() + "-" + ProcessHandle.current().pid(),
                Map.of("bootstrap.servers", task.bootstrapServers()), Map.of(Lane.NORMAL, List.of(task.topic())),
                List.of(), topic -> topic + ".dead-letter", List.of(GateConfig.of(GATE, 0, task.inFlight())))
                .withLimits(EngineLimits.defaults().withConcurrency(task.inFlight()).withDeadlines(ATTEMPT, DRAIN));
        engine = DeliveryEngine.builder(config, PostroomParticipant::read, delivery -> {
            task.provider().accept(delivery.request());
            return Outcome.delivered();
        }, (delivery, outcome) -> {
            // The peers publish no outcomes either.
        }).build();
    }

    private static ReadRequest<byte[]> read(ConsumerRecord<byte[], byte[]> record) {
        return new ReadRequest<>(record.value(), new RequestFacts(
                "n-" + record.partition() + "-" + record.offset(), "service", List.of(GATE), null,
                UnknownPolicy.RESEND));
    }

    @Override
    public void start() {
        engine.start();
    }

    @Override
    public void stop() {
        engine.stop(DRAIN);
    }
}
