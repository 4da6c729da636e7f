package io.postroom.benchmarks.broker;

import io.postroom.benchmarks.report.BenchmarkException;
import io.postroom.local.broker.BrokerMain;
import io.postroom.local.process.ChildProcess;
import io.postroom.local.process.Ports;
import io.postroom.local.process.Readiness;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/** The one broker that everybody works against: a real one, in a process of its own. */
public final class BenchBroker implements AutoCloseable {
    /** How long a killed member of a group is missed, under every protocol. */
    public static final int SESSION_MILLIS = 6_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CLUSTER_ID = "UG9zdHJvb21CZW5jaE1hcg";

    private final ChildProcess process;
    private final Admin admin;
    private final String bootstrapServers;

    /** Starts one in a folder of its own, and waits until it answers. */
    public BenchBroker(Path folder) {
        int port = Ports.free();
        bootstrapServers = "127.0.0.1:" + port;
        process = launch(folder, port);
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        Readiness.await(process, PATIENCE, () -> !Ports.isFree(port) && hasNodes());
    }

    /** Where clients reach it. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Creates a topic. */
    public void createTopic(String name, int partitions) {
        createTopics(List.of(new NewTopic(name, partitions, (short) 1)));
    }

    /** Creates topics. */
    public void createTopics(Collection<NewTopic> topics) {
        get(() -> admin.createTopics(topics).all().get());
    }

    /** Deletes a topic. */
    public void deleteTopic(String name) {
        get(() -> admin.deleteTopics(List.of(name)).all().get());
    }

    /** A share group starts at the end of a topic unless it is told otherwise, and knows time-outs of 30 s at first. */
    public void prepareShareGroup(String group) {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = Map.of(
                new ConfigResource(ConfigResource.Type.GROUP, group),
                List.of(set("share.auto.offset.reset", "earliest"), set("share.record.lock.duration.ms", "60000")));
        get(() -> admin.incrementalAlterConfigs(changes).all().get());
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private static ChildProcess launch(Path folder, int port) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("server.properties");
            try (OutputStream out = Files.newOutputStream(file)) {
                properties(folder.resolve("data"), port, Ports.free()).store(out, null);
            }
            return ChildProcess.start(new ChildProcess.Spec("broker", BrokerMain.class.getName(),
                    ChildProcess.ownClassPath(),
                    List.of("-Xms512m", "-Xmx512m",
                            "-Dlogback.configurationFile=io/postroom/benchmarks/quiet-logback.xml"),
                    List.of(file.toString(), CLUSTER_ID), Map.of(), folder.resolve("broker.log")));
        } catch (IOException e) {
            throw new UncheckedIOException("The broker's folder " + folder + " cannot be written.", e);
        }
    }

    /**
     * The delay of a group's first rebalance stays what it is: without it the first stream thread to come gets every task, and
     * afterwards keeps all doors and deciders, while the second has what is left.
     */
    private static Properties properties(Path data, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(Map.of("process.roles", "broker,controller", "node.id", "1", "controller.quorum.voters",
                "1@127.0.0.1:" + controllerPort, "controller.listener.names", "CONTROLLER", "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort, "advertised.listeners",
                "PLAINTEXT://127.0.0.1:" + port, "log.dirs", data.toAbsolutePath().toString(),
                "auto.create.topics.enable", "false"));
        // One broker has one copy of everything.
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            properties.put(topic + ".replication.factor", "1");
            properties.put(topic + ".num.partitions", "4");
        }
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        for (String kind : List.of("consumer", "share")) {
            properties.put("group." + kind + ".min.session.timeout.ms", Integer.toString(SESSION_MILLIS));
            properties.put("group." + kind + ".session.timeout.ms", Integer.toString(SESSION_MILLIS));
            properties.put("group." + kind + ".min.heartbeat.interval.ms", "1000");
            properties.put("group." + kind + ".heartbeat.interval.ms", "2000");
        }
        properties.put("remote.log.storage.system.enable", "false");
        return properties;
    }

    private boolean hasNodes() {
        try {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private interface Request {
        void send() throws ExecutionException, InterruptedException;
    }

    private static void get(Request request) {
        try {
            request.send();
        } catch (ExecutionException e) {
            throw new BenchmarkException("The broker refused: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static BenchmarkException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BenchmarkException("Interrupted while waiting for the broker.", e);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
        process.close();
    }
}
