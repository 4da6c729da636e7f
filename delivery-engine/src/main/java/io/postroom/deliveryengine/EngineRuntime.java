package io.postroom.deliveryengine;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of an engine, and their order at start and stop. */
final class EngineRuntime<T> {
    private static final Logger log = LoggerFactory.getLogger(EngineRuntime.class);
    private static final Duration SLOWEST_TURN = Duration.ofMinutes(1);
    private static final Duration LEAVE = Duration.ofSeconds(45);

    private final EngineConfig config;
    private final EngineTime time;
    private final Mailbox<DispatchEvent> events;
    private final DispatchLoop dispatch;
    private final SharedProducer producer;
    private final RetentionWatch retention;
    private final Map<Lane, LaneThread> lanes = new EnumMap<>(Lane.class);
    private final @Nullable DelayForwarder forwarder;
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch lanesEnded;
    private boolean started;
    private boolean stopped;

    EngineRuntime(EngineConfig config, DeliverySteps<T> steps, EngineTime time, MeterRegistry registry) {
        this.config = config;
        this.time = time;
        EngineMeters meters = new EngineMeters(registry, time, config);
        this.retention = new RetentionWatch(config, time);
        this.producer = new SharedProducer(new ClientProperties(config).producer());
        Mailbox<DispatchEvent> events = new Mailbox<>();
        this.events = events;
        RetryPlanner planner = new RetryPlanner(config);
        DeliveryRunner<T> runner = new DeliveryRunner<>(steps, planner, new DurableRecords(config.deadLetterTopic()),
                producer, time, meters, events::post);
        Map<Lane, Consumer<LaneMessage>> mailboxes = new EnumMap<>(Lane.class);
        for (Lane lane : config.topics().keySet()) {
            Mailbox<LaneMessage> mail = new Mailbox<>();
            mailboxes.put(lane, mail::post);
            lanes.put(lane, new LaneThread(lane, () -> new KafkaLaneBroker(config, lane), broker -> new LaneSession(
                    lane, config, broker, time, meters, mail, events::post, mail::await, retention::millis), time,
                    mail));
        }
        VirtualThreads<T> effects = new VirtualThreads<>(runner, planner, time, mailboxes, config.clientId(),
                events::post);
        this.dispatch = new DispatchLoop(events, new DispatchCore(config, effects, time, meters), time);
        this.forwarder = config.delayTiers().isEmpty()
                ? null
                : new DelayForwarder(config, () -> KafkaGroupBroker.ofDelays(config), LockSupport::parkNanos, time,
                        meters);
        this.lanesEnded = new CountDownLatch(lanes.size());
    }

    synchronized void start() {
        if (started) {
            throw new IllegalStateException("The engine was started before; build a new one.");
        }
        started = true;
        begin("dispatch", dispatch);
        lanes.forEach((lane, thread) -> begin(EngineMeters.tag(lane), () -> {
            try {
                thread.run();
            } finally {
                lanesEnded.countDown();
            }
        }));
        if (forwarder != null) {
            begin("delay", forwarder);
        }
        log.atInfo().addKeyValue("groupId", config.groupId()).addKeyValue("topics", config.topics())
                .log("The delivery engine runs.");
    }

    private void begin(String role, Runnable work) {
        threads.add(Thread.ofPlatform().name(config.clientId() + "-" + role).start(work));
    }

    synchronized void stop(Duration drain) {
        if (stopped || !started) {
            stopped = true;
            return;
        }
        stopped = true;
        long deadline = time.nanos() + drain.toNanos();
        events.post(new DispatchEvent.Halt());
        lanes.values().forEach(lane -> lane.stop(deadline));
        if (forwarder != null) {
            forwarder.stop();
        }
        try {
            if (!lanesEnded.await(drain.plus(LEAVE).toMillis(), TimeUnit.MILLISECONDS)) {
                log.error("A lane did not end in time; its group will notice by itself.");
            }
            dispatch.finish();
            for (Thread thread : threads) {
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
        retention.close();
        log.atInfo().addKeyValue("groupId", config.groupId()).log("The delivery engine has stopped.");
    }

    boolean live() {
        if (dispatch.broken()) {
            return false;
        }
        long oldest = dispatch.lastTurn();
        for (LaneThread lane : lanes.values()) {
            oldest = Math.min(oldest, lane.lastTurn());
        }
        if (forwarder != null) {
            oldest = Math.min(oldest, forwarder.lastTurn());
        }
        long patience = SLOWEST_TURN.plus(config.limits().drainTime()).toNanos();
        return time.nanos() - oldest < patience;
    }

    boolean ready() {
        return lanes.values().stream().allMatch(LaneThread::ready);
    }
}
