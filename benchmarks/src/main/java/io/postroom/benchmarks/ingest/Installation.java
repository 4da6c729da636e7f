package io.postroom.benchmarks.ingest;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.postroom.benchmarks.broker.BenchBroker;
import io.postroom.benchmarks.process.Folders;
import io.postroom.benchmarks.report.BenchmarkException;
import io.postroom.ingestservice.topics.TopicPlans;
import io.postroom.local.Service;
import io.postroom.local.process.ChildProcess;
import io.postroom.local.process.Ports;
import io.postroom.local.process.Readiness;
import io.postroom.local.registry.Registry;
import io.postroom.local.registry.RegistryClients;
import io.postroom.schemas.Names;
import io.postroom.schemas.TopicSchemas;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;

/** A broker and a schema registry with everything that ingest needs, and ingest as a process of its own. */
final class Installation implements AutoCloseable {
    static final int PARTITIONS = 4;
    static final Names.Topics TOPICS = Names.Topics.DEFAULT;
    /** Instances of ingest with a stream thread each, and threads of the loop that it is held against. */
    static final int AT_WORK = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, PARTITIONS);

    /** Ingest's consumer group. */
    static final String GROUP = "postroom-ingest";

    private static final String USUAL_HEAP = "768m";
    /**
     * What the image tells the JVM, and the collector that the JVM itself chooses in a container of the chart's size: on a large
     * machine it would choose one that marks at the same time, on the two cores that are measured.
     */
    private static final List<String> AS_IN_THE_CHART = List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED");
    private static final Duration READY = Duration.ofMinutes(10);
    private static final Duration DRAIN = Duration.ofSeconds(60);

    private final Path folder;
    private final String heap;
    private final BenchBroker broker;
    private final Registry registry;

    Installation(Path folder, RuleSet rules) throws IOException {
        this(folder, rules, USUAL_HEAP);
    }

    /** With ingest's heap. */
    Installation(Path folder, RuleSet rules, String heap) throws IOException {
        this.folder = folder;
        this.heap = heap;
        rules.write(folder.resolve("rules"));
        Files.writeString(folder.resolve("key-secret"), "a secret of nobody, for measuring only");
        broker = new BenchBroker(folder.resolve("broker"));
        registry = new Registry(folder.resolve("registry"), 0);
        try {
            registry.start();
            List<String> sources = List.of(TOPICS.caseEvents());
            TopicPlans plans = new TopicPlans(TOPICS, PARTITIONS);
            broker.createTopics(Stream.of(plans.fixed(), plans.sources(sources), plans.deadLettersOf(sources))
                    .flatMap(List::stream).map(plan -> plan.newTopic(1)).toList());
            registerSchemas(sources);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void registerSchemas(List<String> sources) {
        try (SchemaRegistryClient client = RegistryClients.of(registry.url(), Map.of())) {
            for (var entry : TopicSchemas.byTopic(TOPICS, sources, List.of()).entrySet()) {
                client.register(entry.getKey() + "-value", new AvroSchema(entry.getValue()));
            }
        } catch (IOException | RestClientException e) {
            throw new BenchmarkException("The schema registry refused a schema.", e);
        }
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    String registryUrl() {
        return registry.url();
    }

    void createTopics(List<NewTopic> topics) {
        broker.createTopics(topics);
    }

    /** Starts ingest as often as it takes to use the machine, and waits until all of it reads. */
    Instances ingest(String run) throws IOException {
        long began = System.nanoTime();
        List<ChildProcess> started = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            List<URI> readiness = new ArrayList<>();
            for (int number = 1; number <= AT_WORK; number++) {
                int port = Ports.free();
                started.add(instance(run + "-" + number, Integer.toString(number), port));
                readiness.add(readiness(port));
            }
            for (int i = 0; i < AT_WORK; i++) {
                URI uri = readiness.get(i);
                Readiness.await(started.get(i), READY, () -> answers(client, uri));
            }
            return new Instances(started, Duration.ofNanos(System.nanoTime() - began));
        } catch (RuntimeException | IOException e) {
            started.forEach(ChildProcess::kill);
            throw e;
        }
    }

    private ChildProcess instance(String run, String number, int port) throws IOException {
        return service(Service.INGEST, "ingest-" + number, "ingest-" + run, port, Map.of("postroom.rules.directory",
                folder.resolve("rules").toAbsolutePath().toString(), "postroom.ingest.state-directory",
                state(number).toAbsolutePath().toString()));
    }

    /** Starts a worker of texts with a provider on this machine, and waits until it sends. */
    ChildProcess smsWorker(int providerPort, String systemId, String password) throws IOException {
        int port = Ports.free();
        String provider = "postroom.sms.providers[0].";
        ChildProcess worker = service(Service.SMS, "sms-worker", "sms-worker", port, Map.of(provider + "name", "smsc",
                provider + "host", "127.0.0.1", provider + "port", Integer.toString(providerPort),
                provider + "system-id", systemId, provider + "password", password, provider + "window", "100"));
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI readiness = readiness(port);
            Readiness.await(worker, READY, () -> answers(client, readiness));
            return worker;
        } catch (RuntimeException e) {
            worker.kill();
            throw e;
        }
    }

    private ChildProcess service(Service service, String name, String log, int port, Map<String, String> own)
            throws IOException {
        Properties properties = new Properties();
        properties.putAll(Map.of("postroom.kafka.bootstrap-servers", bootstrapServers(), "postroom.schema-registry.url",
                registry.url(), "postroom.topics.partitions", Integer.toString(PARTITIONS),
                "postroom.keys.secret-file", folder.resolve("key-secret").toAbsolutePath().toString(),
                "server.port", Integer.toString(port), "server.address", "127.0.0.1", "logging.level.root", "WARN"));
        properties.putAll(own);
        Path file = folder.resolve(name + ".properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        return ChildProcess.start(new ChildProcess.Spec(service.module(), service.mainClass(),
                ChildProcess.ownClassPath(), Stream.concat(Stream.of("-Xmx" + heap), AS_IN_THE_CHART.stream()).toList(),
                List.of("--spring.config.additional-location=" + file.toUri()), Map.of(),
                folder.resolveSibling(log + ".log")));
    }

    private static URI readiness(int port) {
        return URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
    }

    private Path state(String number) {
        return folder.resolve("state-" + number);
    }

    /** Every instance's disk is gone. */
    void loseStores() {
        for (int number = 1; number <= AT_WORK; number++) {
            Folders.delete(state(Integer.toString(number)));
        }
    }

    /** Any other program of ours. */
    ChildProcess start(Class<?> mainClass, List<String> arguments) {
        return ChildProcess.start(new ChildProcess.Spec(mainClass.getSimpleName(), mainClass.getName(),
                ChildProcess.ownClassPath(),
                List.of("-Xmx768m", "-Dlogback.configurationFile=io/postroom/benchmarks/quiet-logback.xml"), arguments,
                Map.of(), folder.resolveSibling(mainClass.getSimpleName() + ".log")));
    }

    /**
     * What shares the work of one ingest.
     *
     * @param startedIn how long it took until all of them read
     */
    record Instances(List<ChildProcess> processes, Duration startedIn) implements AutoCloseable {
        private static final String MOST_RESIDENT = "VmHWM:";

        /** The most that one of them has had of the machine's memory, in MiB; as Linux counts it. */
        int mostResidentMebibytes() throws IOException {
            int most = 0;
            for (ChildProcess process : processes) {
                for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
                    if (line.startsWith(MOST_RESIDENT)) {
                        most = Math.max(most, Integer.parseInt(line.replaceAll("\\D", "")) / 1_024);
                    }
                }
            }
            return most;
        }

        /** Lets each finish what it has begun. */
        void stop() {
            processes.forEach(process -> process.stop(DRAIN));
        }

        @Override
        public void close() {
            processes.forEach(ChildProcess::close);
        }
    }

    private static boolean answers(HttpClient client, URI uri) {
        try {
            return client.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted while ingest started.", e);
        }
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }
}
