package io.postroom.deliveryengine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A worker in a process of its own, to be killed. The first attempt of every fourth request is put off for longer than
 * memory keeps it, so that it goes through the delay topic.
 */
final class WorkerProcess implements AutoCloseable {
    private final Process process;
    private final Path log;

    private WorkerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static WorkerProcess start(String bootstrap, String topic, String client, UnknownPolicy policy, int port, Path log)
            throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp",
                System.getProperty("java.class.path"), WorkerProcess.class.getName(), bootstrap, topic, client,
                policy.name(), Integer.toString(port)).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        return new WorkerProcess(process, log);
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGSTOP, as a machine that swaps or a suspended guest is; SIGCONT follows by {@link #wake}. */
    void suspend() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void wake() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
        if (exit != 0) {
            throw new IOException("The process could not be sent " + name + ".");
        }
    }

    /** What each of its threads does, and what it has said. */
    String threads() {
        try {
            String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            Process dump = new ProcessBuilder(jcmd, Long.toString(process.pid()), "Thread.print")
                    .redirectErrorStream(true).start();
            return new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8) + Files.readString(log);
        } catch (IOException e) {
            return "unknown: " + e;
        }
    }

    static String delayTopic(String topic) {
        return topic + ".delay.1s";
    }

    static boolean putOff(int request) {
        return request % 4 == 0;
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
                Map.of(Lane.NORMAL, List.of(args[1])),
                List.of(new DelayTier(delayTopic(args[1]), Duration.ofSeconds(1))), topic -> topic + ".dead-letter.v1",
                // What is put off fails at once and often in a row; no provider is broken for that.
                List.of(new GateConfig("provider", 0, 100, Integer.MAX_VALUE, Duration.ofSeconds(10))))
                .withLimits(EngineLimits.defaults().withDeadlines(Duration.ofSeconds(5), Duration.ofSeconds(10)))
                .withRetries(new RetryPolicy(5, Duration.ofHours(1), Duration.ofMillis(50), Duration.ofMillis(500),
                        RetryPolicy.Order.OVERTAKE));
        DeliveryEngine<Integer> engine = DeliveryEngine.builder(config, record -> EngineFixture.read(record, policy),
                delivery -> {
                    if (delivery.attempt() == 1 && putOff(delivery.request())) {
                        return new Outcome.Retry("later", Duration.ofSeconds(1));
                    }
                    StandInProvider.ask(port, "accept " + delivery.request());
                    return Outcome.delivered();
                }, (delivery, outcome) -> {
                    if (outcome instanceof FinalOutcome.Unknown) {
                        StandInProvider.ask(port, "unknown " + delivery.request());
                    }
                }).build();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(engine::close));
        engine.start();
        new CountDownLatch(1).await();
    }
}
