package io.postroom.benchmarks.engine;

import io.postroom.benchmarks.report.BenchmarkException;
import io.postroom.local.process.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A participant's process, as the one who measures sees it. */
final class ParticipantProcess implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(60);

    private final ChildProcess process;

    private ParticipantProcess(ChildProcess process) {
        this.process = process;
    }

    static ParticipantProcess start(Engine engine, String bootstrapServers, String topic, String group, int inFlight,
            Load load, Path ledger, Path log) {
        return new ParticipantProcess(ChildProcess.start(new ChildProcess.Spec(engine.words(),
                ParticipantMain.class.getName(), ChildProcess.ownClassPath(),
                List.of("-Xmx768m", "--enable-native-access=ALL-UNNAMED",
                        "-Dlogback.configurationFile=io/postroom/benchmarks/quiet-logback.xml"),
                List.of(engine.name(), bootstrapServers, topic, group, Integer.toString(inFlight), load.name(),
                        ledger.toString()),
                Map.of(), log)));
    }

    /** Waits until it has delivered something; one that does not is no participant. */
    void awaitFirst(BooleanSupplier delivered, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!delivered.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new BenchmarkException(process.name() + " delivered nothing. Its log, " + process.log()
                        + ", ends with:\n" + process.lastLines());
            }
            Thread.sleep(20);
        }
    }

    /** The processor time that it has used. */
    Duration processorTime() {
        return ProcessHandle.of(process.pid()).flatMap(handle -> handle.info().totalCpuDuration())
                .orElseThrow(() -> new BenchmarkException(process.name() + " ended too early. Its log, " + process.log()
                        + ", ends with:\n" + process.lastLines()));
    }

    void kill() {
        process.kill();
    }

    /** Stops it in order, and says how long that took. */
    Duration terminate() {
        long began = System.nanoTime();
        if (!process.stop(DRAIN)) {
            return DRAIN;
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Override
    public void close() {
        process.kill();
    }
}
