package io.postroom.benchmarks.engine;

import io.postroom.benchmarks.broker.BenchBroker;
import java.nio.file.Path;
import java.time.Duration;

/** One engine under one load: its group, its ledger, and its processes one after the other. Not for concurrent use. */
final class Run implements AutoCloseable {
    /** How many messages may be with the provider. */
    static final int IN_FLIGHT = 2_000;
    static final int PARTITIONS = 16;

    private static final int LOOK_MILLIS = 10;
    private static final Duration FIRST = Duration.ofSeconds(60);

    private final BenchBroker broker;
    private final Engine engine;
    private final Load load;
    private final String topic;
    private final Path folder;
    private final Path ledgerFile;
    private final SharedLedger ledger;
    private int processes;

    Run(BenchBroker broker, Engine engine, Load load, String topic, Path folder) {
        this.broker = broker;
        this.engine = engine;
        this.load = load;
        this.topic = topic;
        this.folder = folder;
        this.ledgerFile = folder.resolve(name() + ".ledger");
        this.ledger = new SharedLedger(ledgerFile);
        if (engine == Engine.SHARE_GROUP) {
            broker.prepareShareGroup(name());
        }
    }

    private String name() {
        return engine.name().toLowerCase(java.util.Locale.ROOT) + "-" + load.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Starts a process, and waits until it has delivered something. */
    ParticipantProcess process() throws InterruptedException {
        int before = ledger.size();
        processes++;
        ParticipantProcess process = ParticipantProcess.start(engine, broker.bootstrapServers(), topic, name(),
                IN_FLIGHT, load, ledgerFile, folder.resolve(name() + "-" + processes + ".log"));
        try {
            process.awaitFirst(() -> ledger.size() > before, FIRST);
            return process;
        } catch (InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** Lets a process work for some time, or until it has accepted so many, and looks at its processor time. */
    Window window(ParticipantProcess process, int seconds, int messages) throws InterruptedException {
        long began = Payload.nowMicros();
        Duration before = process.processorTime();
        pause(seconds, messages);
        return new Window(began, Payload.nowMicros(), process.processorTime().minus(before));
    }

    void pause(int seconds, int messages) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (System.nanoTime() < end && ledger.size() < messages) {
            Thread.sleep(LOOK_MILLIS);
        }
    }

    int accepted() {
        return ledger.size();
    }

    LedgerReading read() {
        return new LedgerReading(ledger);
    }

    @Override
    public void close() throws java.io.IOException {
        ledger.close();
        java.nio.file.Files.deleteIfExists(ledgerFile);
    }
}
