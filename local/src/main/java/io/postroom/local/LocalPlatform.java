package io.postroom.local;

import io.postroom.local.broker.Broker;
import io.postroom.local.outside.OutsideOptions;
import io.postroom.local.outside.OutsideWorld;
import io.postroom.local.process.ChildProcess;
import io.postroom.local.process.Ports;
import io.postroom.local.registry.Registry;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * All of Postroom and everything around it, on loopback: a Kafka broker and a schema registry as child processes, the
 * outside world, and the services.
 *
 * <p>{@link #close} stops everything; children also end when this process is killed. Methods that start and stop parts
 * are for one thread at a time.
 */
public final class LocalPlatform implements AutoCloseable {
    private static final Duration SERVICE_PATIENCE = Duration.ofSeconds(90);

    private final PlatformOptions options;
    private final Broker broker;
    private final Registry registry;
    private final OutsideWorld outside;
    private final ServiceProperties properties;
    private final int bouncePort;
    private final List<RunningService> running = new CopyOnWriteArrayList<>();
    private final AtomicInteger processes = new AtomicInteger();
    private final Map<String, String> serviceByReference;

    private LocalPlatform(PlatformOptions options, Progress progress) {
        this.options = options;
        DataFolder.prepare(options.dataFolder(), options.keepData());
        PlatformOptions.Ports ports = options.ports();
        this.serviceByReference = new ConcurrentHashMap<>();
        this.broker = new Broker(options.dataFolder().resolve("broker"), ports.broker(), options.brokerProperties());
        this.registry = new Registry(options.dataFolder().resolve("registry"), ports.registry());
        this.bouncePort = Ports.wantedOrFree(ports.bounces());
        this.outside = OutsideWorld.start(
                OutsideOptions.freePorts(options.dataFolder().resolve("outside")).withPorts(
                        Ports.wantedOrFree(ports.smsc()), Ports.wantedOrFree(ports.mail()),
                        Ports.wantedOrFree(ports.print()), Ports.wantedOrFree(ports.inbox())),
                reference -> serviceByReference.getOrDefault(reference, ""));
        outside.mail().routeReportsTo(InetSocketAddress.createUnresolved("127.0.0.1", bouncePort));
        try {
            startSurroundings(progress);
            this.properties = ServiceProperties.of(options,
                    new ServiceProperties.Surroundings(broker.bootstrapServers(), registry.url(),
                            outside.smsc().port(), outside.mail().port(), outside.print().port(),
                            outside.print().hostKeyFingerprint(), bouncePort));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts everything that the options name, and waits until it is ready. */
    public static LocalPlatform start(PlatformOptions options, Progress progress) {
        LocalPlatform platform = new LocalPlatform(options, progress);
        try {
            platform.startServices(progress);
            return platform;
        } catch (RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    /** For Kafka clients. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** The registry's Confluent API. */
    public String registryUrl() {
        return registry.url();
    }

    /** What it consists of. */
    public PlatformOptions options() {
        return options;
    }

    /** Everything outside Postroom, and its ledger. */
    public OutsideWorld outside() {
        return outside;
    }

    /** The broker, to stop, kill and start again. */
    public Broker broker() {
        return broker;
    }

    /** The registry, to stop, kill and start again. */
    public Registry registry() {
        return registry;
    }

    /** The secret that record keys are made with. */
    public Path keySecretFile() {
        return ServiceProperties.secretFile(options);
    }

    /** Where the e-mail worker takes delivery reports. */
    public int bouncePort() {
        return bouncePort;
    }

    /** Tells the inbox page which service stands behind a provider's reference. */
    public void nameService(String reference, String service) {
        serviceByReference.put(reference, service);
    }

    /** The services that run in this JVM. */
    public List<RunningService> running() {
        return List.copyOf(running);
    }

    /** Writes what a service is to be configured with that runs elsewhere; answers the file, which Spring Boot reads. */
    public Path configurationOf(Service service) {
        return properties.write(service, service.folder() + "-elsewhere", Map.of());
    }

    /** Starts a service in this JVM, and waits until it is ready. */
    public RunningService startHere(Service service) {
        return startHere(service, Map.of());
    }

    /** Starts a service in this JVM with further properties, and waits until it is ready. */
    public RunningService startHere(Service service, Map<String, String> further) {
        return startHere(service, further, SERVICE_PATIENCE);
    }

    RunningService startHere(Service service, Map<String, String> further, Duration patience) {
        Path file = properties.write(service, service.folder(), further);
        RunningService started = ServiceContext.start(service, file,
                options.dataFolder().resolve("services").resolve(service.folder() + "-threads.txt"));
        running.add(started);
        started.awaitReady(patience);
        return started;
    }

    /** Starts a service as a process of its own; does not wait. The caller closes it. */
    public ServiceProcess startProcess(Service service) {
        return startProcess(service, Map.of());
    }

    /** Starts a service as a process of its own with further properties; does not wait. The caller closes it. */
    public ServiceProcess startProcess(Service service, Map<String, String> further) {
        return startProcess(service, further,
                List.of("-Xms64m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED"));
    }

    /** The same in a JVM with other options than the thrifty ones: to measure it as an installation runs it. */
    public ServiceProcess startProcess(Service service, Map<String, String> further, List<String> jvm) {
        String name = service.folder() + "-" + processes.incrementAndGet();
        int port = Ports.free();
        Path file = properties.write(service, name, further);
        ChildProcess process = ChildProcess.start(new ChildProcess.Spec(service.module(), service.mainClass(),
                ChildProcess.ownClassPath(), jvm,
                List.of("--spring.config.additional-location=" + file.toUri(), "--server.port=" + port), Map.of(),
                options.dataFolder().resolve("services").resolve(name + ".log")));
        return new ServiceProcess(service, URI.create("http://127.0.0.1:" + port + "/"), process);
    }

    /** Stops one that runs in this JVM. */
    public void stopHere(RunningService service) {
        running.remove(service);
        service.close();
    }

    @Override
    public void close() {
        // Together: each waits for nobody but the broker, which stops after them.
        together(running.stream().<Runnable>map(service -> service::close).toList());
        running.clear();
        together(List.of(broker::close, registry::close));
        outside.close();
    }

    private void startSurroundings(Progress progress) {
        together(List.of(() -> {
            broker.start();
            Topics.create(broker.bootstrapServers(), options);
            progress.say("Kafka broker on " + broker.bootstrapServers());
        }, () -> {
            registry.start();
            progress.say("Schema registry on " + registry.url());
        }));
        Schemas.register(registry.url(), options);
    }

    private void startServices(Progress progress) {
        together(options.services().stream().<Runnable>map(service -> () -> {
            RunningService started = startHere(service);
            progress.say(service.module() + " ready, health at " + started.address() + "actuator/health");
        }).toList());
    }

    /** Runs actions at the same time, and throws what the first failure threw. */
    private static void together(List<Runnable> actions) {
        List<CompletableFuture<Void>> started = actions.stream()
                .map(action -> CompletableFuture.runAsync(action, ownThreads())).toList();
        @Nullable
        RuntimeException failure = null;
        for (CompletableFuture<Void> one : started) {
            try {
                one.join();
            } catch (CompletionException e) {
                failure = e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static Executor ownThreads() {
        return action -> Thread.ofPlatform().start(action);
    }
}
