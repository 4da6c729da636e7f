package io.postroom.deliveryengine;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;

/** A broker in a process of its own, to be killed and started again at the same place. */
final class BrokerProcess implements AutoCloseable {
    private static final String CLUSTER_ID = "UG9zdHJvb21FbmdpbmUxMg";

    private final Path folder;
    private final int port;
    private final int controllerPort;
    private Process process;

    BrokerProcess(Path folder) throws IOException {
        this.folder = folder;
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = one.getLocalPort();
            controllerPort = other.getLocalPort();
        }
    }

    String bootstrap() {
        return "127.0.0.1:" + port;
    }

    void start() throws IOException {
        Path file = folder.resolve("server.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties().store(out, null);
        }
        process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp",
                System.getProperty("java.class.path"), BrokerProcess.class.getName(), file.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("broker.log").toFile()).start();
        await().atMost(Duration.ofSeconds(90)).until(this::listens);
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(Map.of("process.roles", "broker,controller", "node.id", "1", "controller.quorum.voters",
                "1@127.0.0.1:" + controllerPort, "controller.listener.names", "CONTROLLER", "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort, "advertised.listeners",
                "PLAINTEXT://127.0.0.1:" + port, "log.dirs", folder.resolve("data").toString()));
        properties.putAll(Map.of("offsets.topic.replication.factor", "1", "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1", "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4", "group.initial.rebalance.delay.ms", "0",
                "auto.create.topics.enable", "false", "log.cleaner.dedupe.buffer.size", "8388608"));
        return properties;
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    public static void main(String[] args) {
        int status = StorageTool.execute(
                new String[]{"format", "--cluster-id", CLUSTER_ID, "--config", args[0], "--ignore-formatted"},
                System.out);
        if (status != 0) {
            Runtime.getRuntime().halt(status);
        }
        Kafka.main(new String[]{args[0]});
    }
}
