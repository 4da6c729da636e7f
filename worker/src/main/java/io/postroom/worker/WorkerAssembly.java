package io.postroom.worker;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.postroom.deliveryengine.Delivery;
import io.postroom.deliveryengine.DeliveryEngine;
import io.postroom.deliveryengine.PreSendCheck;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.ReceiptRecord;
import io.postroom.telemetry.CertificateExpiry;
import io.postroom.telemetry.Traces;
import io.postroom.worker.control.Commands;
import io.postroom.worker.control.ControlFollower;
import io.postroom.worker.control.Withdrawals;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Puts a worker together; connects nothing. */
final class WorkerAssembly {
    private WorkerAssembly() {}

    static <R extends SpecificRecord> WorkerLifecycle assemble(ChannelWorker<R> worker, KafkaSetup setup,
            SchemaRegistryClient registry, MeterRegistry meterRegistry, Traces traces, Clock clock,
            PreSendCheck<Object> check) {
        Names.Topics names = setup.settings().names();
        WorkerSettings.Engine settings = setup.settings().worker();
        Publishing publishing = new Publishing(names, worker.channel());
        WorkerMeters meters = new WorkerMeters(meterRegistry, worker.channel());
        LazyPublisher publisher = new LazyPublisher(() -> setup.producer(registry));
        RegistryDecoder decoder = new RegistryDecoder(setup.deserializer(registry));
        Commands commands = new Commands();
        Withdrawals withdrawals = commands.withdrawals();
        meters.brakes(commands.brakes());
        CertificateExpiry.measure(setup.settings().kafka().properties(), meterRegistry, clock);
        ControlFollower control = new ControlFollower(names.control(), setup::controlConsumer,
                record -> decoder.decode(record, ControlCommand.class), commands, clock);
        meters.control(control);
        ReceiptSink receipts = new KafkaReceiptSink(publishing, publisher, meters, settings.receiptTimeout());
        ChannelParts<R> channel = worker.build(receipts);

        DeliveryEngine<R> engine = DeliveryEngine
                .builder(setup.engine(channel.providers()),
                        new RequestReader<>(worker, channel.providers(), decoder),
                        new ProviderHandler<>(worker, channel.providers(), publishing, publisher, meters, traces,
                                clock, new ReservedAnswers(receipts, clock)),
                        new OutcomePublisher<>(worker, publishing, publisher, withdrawals,
                                new Heartbeats(meterRegistry, worker.channel(), clock), meters, traces,
                                clock))
                // What was cancelled need not wait for a release to end.
                .brake(request -> {
                    NotificationIdentity identity = worker.identity(request);
                    return !Heartbeats.isOne(identity) && commands.brakes().hold(identity)
                            && withdrawals.of(identity).isEmpty();
                })
                .preSendCheck(delivery -> withdrawals.of(worker.identity(delivery.request())).isPresent()
                        ? PreSendCheck.Verdict.CANCELLED
                        : check.check(widened(delivery)))
                .clock(clock::instant).meters(meterRegistry).build();

        List<WorkerPart> parts = new ArrayList<>(channel.beside());
        parts.addAll(channel.providers());
        return new WorkerLifecycle(
                List.of(new KafkaReachable(setup.connection(), names, setup.topics()),
                        new RegistryReachable(registry,
                                Map.of(names.status(), NotificationStatus.getClassSchema(),
                                        names.receipt(worker.channel()), ReceiptRecord.getClassSchema()),
                                setup.settings().schemaRegistry().autoRegister())),
                publisher, parts, control, engine, settings.drainTime());
    }

    /** A delivery is only read by a check, so that one of any request serves as one of objects. */
    @SuppressWarnings("unchecked")
    private static Delivery<Object> widened(
            Delivery<?> delivery) {
        return (Delivery<Object>) delivery;
    }
}
