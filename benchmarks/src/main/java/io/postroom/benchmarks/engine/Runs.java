package io.postroom.benchmarks.engine;

import io.postroom.benchmarks.broker.BenchBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** What happens to each engine under each load. The same for all. */
final class Runs {
    /** Full load, of what Little's law allows: above it nobody can keep up for ever. */
    static final double FULL_LOAD = 0.9;
    private static final int NO_LIMIT = Integer.MAX_VALUE;
    static final int LAST_SECONDS = 40;

    private final BenchBroker broker;
    private final Durations durations;
    private final Path folder;

    Runs(BenchBroker broker, Durations durations, Path folder) {
        this.broker = broker;
        this.durations = durations;
        this.folder = folder;
    }

    /** A tenth of the load, the full load, more than can be done, SIGKILL, and another process that takes over. */
    Findings.Jitter jitter(Engine engine) throws IOException, InterruptedException {
        String topic = "jitter-" + engine.name().toLowerCase(Locale.ROOT);
        broker.createTopic(topic, Run.PARTITIONS);
        double bound = Load.JITTER.perSecond(Run.IN_FLIGHT);
        try (Publisher publisher = new Publisher(broker.bootstrapServers(), topic);
                Run run = new Run(broker, engine, Load.JITTER, topic, folder)) {
            publisher.atOnce(Run.PARTITIONS);
            Window tenth;
            Window full;
            Window saturated;
            int killedAt;
            try (ParticipantProcess process = run.process()) {
                publisher.evenly(bound * FULL_LOAD / 10, durations.tenthWarm());
                tenth = paced(run, process, publisher, bound * FULL_LOAD / 10, durations.tenth());
                publisher.evenly(bound * FULL_LOAD, durations.fullWarm());
                full = paced(run, process, publisher, bound * FULL_LOAD, durations.full());
                publisher.atOnce((int) (bound * (durations.saturatedWarm() + durations.saturated()) * 1.2));
                run.pause(durations.saturatedWarm(), NO_LIMIT);
                saturated = run.window(process, durations.saturated(), NO_LIMIT);
                process.kill();
                killedAt = run.accepted();
            }
            try (ParticipantProcess _ = run.process()) {
                run.pause(durations.afterKill(), NO_LIMIT);
            }
            LedgerReading reading = run.read();
            return new Findings.Jitter(reading.waiting(tenth), reading.waiting(full),
                    reading.speed(saturated, Load.JITTER), reading.doubled(killedAt, NO_LIMIT));
        } finally {
            broker.deleteTopic(topic);
        }
    }

    private static Window paced(Run run, ParticipantProcess process, Publisher publisher, double perSecond,
            int seconds) throws InterruptedException {
        Duration before = process.processorTime();
        long began = Payload.nowMicros();
        publisher.evenly(perSecond, seconds);
        return new Window(began, Payload.nowMicros(), process.processorTime().minus(before));
    }

    /** More than can be done, SIGTERM, another process, SIGKILL, and a third one that ends what is left. */
    Findings.Steady steady(Engine engine, String topic, int messages) throws IOException, InterruptedException {
        try (Run run = new Run(broker, engine, Load.STEADY, topic, folder)) {
            Window saturated;
            Duration drain;
            try (ParticipantProcess process = run.process()) {
                run.pause(durations.steadyWarm(), NO_LIMIT);
                saturated = run.window(process, durations.steady(), NO_LIMIT);
                drain = process.terminate();
            }
            int stoppedAt = run.accepted();
            try (ParticipantProcess process = run.process()) {
                run.pause(2, NO_LIMIT);
                process.kill();
            }
            int killedAt = run.accepted();
            try (ParticipantProcess _ = run.process()) {
                for (int i = 0; i < LAST_SECONDS && run.read().missing(messages) > 0; i++) {
                    run.pause(1, NO_LIMIT);
                }
            }
            LedgerReading reading = run.read();
            return new Findings.Steady(reading.speed(saturated, Load.STEADY), drain,
                    reading.doubled(stoppedAt, killedAt), reading.doubled(killedAt, NO_LIMIT),
                    reading.missing(messages));
        }
    }

    /** As fast as it can. */
    LedgerReading.Speed none(Engine engine, String topic, int messages) throws IOException, InterruptedException {
        try (Run run = new Run(broker, engine, Load.NONE, topic, folder);
                ParticipantProcess process = run.process()) {
            run.pause(durations.noneWarm(), messages / 2);
            Window window = run.window(process, durations.none(), messages);
            return run.read().speed(window, Load.NONE);
        }
    }
}
