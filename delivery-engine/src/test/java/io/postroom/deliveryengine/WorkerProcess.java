package io.postroom.deliveryengine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A worker in a process of its own, to be killed. */
final class WorkerProcess implements AutoCloseable {
    private final Process process;

    private WorkerProcess(Process process) {
        this.process = process;
    }

    static WorkerProcess start(String bootstrap, String topic, String client, UnknownPolicy policy, int port, Path log)
            throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp",
                System.getProperty("java.class.path"), WorkerProcess.class.getName(), bootstrap, topic, client,
                policy.name(), Integer.toString(port)).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        return new WorkerProcess(process);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; true if it ended in time. */
    boolean terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor(40, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    public static void main(String[] args) throws InterruptedException {
        UnknownPolicy policy = UnknownPolicy.valueOf(args[3]);
        int port = Integer.parseInt(args[4]);
        EngineConfig config = EngineConfig.of(args[1], args[2], Map.of("bootstrap.servers", args[0]),
                Map.of(Lane.NORMAL, List.of(args[1])), List.of(), topic -> topic + ".dead-letter.v1",
                List.of(GateConfig.of("provider", 0, 100)))
                .withLimits(EngineLimits.defaults().withDeadlines(Duration.ofSeconds(5), Duration.ofSeconds(10)));
        DeliveryEngine<Integer> engine = DeliveryEngine.builder(config, record -> EngineFixture.read(record, policy),
                delivery -> {
                    StandInProvider.tell(port, "accept " + delivery.request());
                    return Outcome.delivered();
                }, (delivery, outcome) -> {
                    if (outcome instanceof FinalOutcome.Unknown) {
                        StandInProvider.tell(port, "unknown " + delivery.request());
                    }
                }).build();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(engine::close));
        engine.start();
        new CountDownLatch(1).await();
    }
}
