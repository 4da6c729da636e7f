package io.postroom.ingestservice.lifecycle;

import io.postroom.ingestservice.broker.Broker;
import io.postroom.ingestservice.config.IngestSettings;
import io.postroom.ingestservice.sources.KafkaSourceRegister;
import io.postroom.ingestservice.sources.ListeningSince;
import io.postroom.ingestservice.sources.SourceTopics;
import io.postroom.ingestservice.sources.SourceWatch;
import io.postroom.ingestservice.sources.StartPositions;
import io.postroom.ingestservice.topics.TopicPlans;
import io.postroom.ingestservice.topology.StoreMemory;
import io.postroom.ingestservice.topology.StreamsProperties;
import io.postroom.ingestservice.waiting.Patience;
import io.postroom.ingestservice.waiting.StoppablePause;
import io.postroom.ingestservice.waiting.StoppedWaitingException;
import io.postroom.ingestservice.waiting.UnavailableException;
import io.postroom.ingestservice.waiting.Wait;
import io.postroom.ingestservice.waiting.Waits;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the topology: waits for what it needs, settles where sources are read from, starts Kafka Streams, watches the
 * sources, and stops it all in order.
 *
 * <p>A thread of its own does the waiting and watching. {@link #start} and {@link #stop} are called once each; the rest is
 * safe for use by any thread.
 */
public final class IngestRuntime {
    private static final Logger log = LoggerFactory.getLogger(IngestRuntime.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private final IngestParts parts;
    private final IngestSettings settings;
    private final Waits waits;
    private final StoppablePause pause;
    private final Patience patience;
    private final Consumer<KafkaStreams> whenBuilt;
    private final SourceTopics sources;
    private final Thread thread;
    private volatile @Nullable KafkaStreams streams;
    private volatile @Nullable SourceWatch watch;
    private volatile @Nullable Throwable failure;

    /**
     * A run of the topology.
     *
     * @param pause shared with everything that waits inside the topology
     * @param whenBuilt told of the streams before they start, to bind meters
     */
    public IngestRuntime(IngestParts parts, Waits waits, StoppablePause pause, Consumer<KafkaStreams> whenBuilt) {
        this.parts = parts;
        this.settings = parts.settings();
        this.waits = waits;
        this.pause = pause;
        this.patience = parts.patience();
        this.whenBuilt = whenBuilt;
        this.sources = parts.sources();
        this.thread = Thread.ofPlatform().name("ingest-runtime").unstarted(this::run);
    }

    /** Begins; returns at once. */
    public void start() {
        thread.start();
    }

    /** Stops, leaves the consumer group, and returns when all is done. */
    public void stop() {
        pause.stop();
        try {
            thread.join(CLOSE_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether events are being processed. */
    public boolean isRunning() {
        KafkaStreams current = streams;
        return current != null && current.state() == KafkaStreams.State.RUNNING;
    }

    /** Whether it has ended by itself and will not recover. */
    public boolean hasFailed() {
        KafkaStreams current = streams;
        return failure != null || !pause.isStopped() && current != null
                && (current.state() == KafkaStreams.State.ERROR || current.state() == KafkaStreams.State.NOT_RUNNING);
    }

    /** The state in a word. */
    public String state() {
        KafkaStreams current = streams;
        return current == null ? "WAITING" : current.state().name();
    }

    /** What it waits for now. */
    public List<Wait> waits() {
        return waits.current();
    }

    /** Sources that are configured and do not exist. */
    public List<String> missingSources() {
        SourceWatch current = watch;
        return current == null ? List.of() : current.missing();
    }

    private void run() {
        Integer listed = settings.audience().size();
        if (listed != null) {
            log.atWarn().addKeyValue("recipients", listed)
                    .log("Only the recipients of the safelist are written to; never run production so");
        }
        try (Broker broker = new Broker(Admin.create(StreamsProperties.askingClient(settings)))) {
            SourceWatch sourceWatch = new SourceWatch(sources, broker, settings.topics(),
                    new TopicPlans(settings.topics(), settings.partitions()), settings.replicas());
            watch = sourceWatch;
            runWith(broker, sourceWatch);
        } catch (StoppedWaitingException e) {
            log.atInfo().log("Stopped before it had started");
        } catch (RuntimeException | Error e) {
            failure = e;
            log.atError().addKeyValue("exception", e.getClass().getName()).setCause(e).log("Ingest has failed");
        }
    }

    private void runWith(Broker broker, SourceWatch sourceWatch) {
        OwnTopics ownTopics = new OwnTopics(settings, parts.rules());
        patience.until("Postroom's own topics", () -> {
            ownTopics.check(broker);
            return true;
        });
        parts.awaitSchemas();
        parts.awaitMappings();
        ListeningSince listening = patience.until("the positions of the sources", () -> {
            sourceWatch.look();
            return new StartPositions(sources, broker, new KafkaSourceRegister(settings.applicationId(),
                    settings.replicas(), broker, StreamsProperties.clients(settings)), settings.applicationId(),
                    settings.memory(), parts.clock()).settle();
        });
        ThreadRevival revival = new ThreadRevival(pause);
        Topology topology = parts.topology(sources, listening, sourceWatch::deadLetterTopic);
        try (StoreMemory memory = StoreMemory.ofInstance(topology.describe(), settings.partitions());
                KafkaStreams started = new KafkaStreams(topology, StreamsProperties.of(settings, memory))) {
            started.setUncaughtExceptionHandler(revival);
            started.setStateListener((now, before) -> changed(now, before, revival));
            whenBuilt.accept(started);
            streams = started;
            started.start();
            watchUntilStopped(sourceWatch);
            boolean closed = started.close(CloseOptions
                    .groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                    .withTimeout(CLOSE_TIMEOUT));
            log.atInfo().addKeyValue("inTime", closed).log("The topology is closed");
        }
    }

    private void watchUntilStopped(SourceWatch sourceWatch) {
        while (pause.pass(settings.topicCheckInterval())) {
            try {
                sourceWatch.look();
            } catch (UnavailableException e) {
                log.atDebug().addKeyValue("reason", e.getMessage()).log("The sources could not be looked at");
            }
        }
    }

    private static void changed(KafkaStreams.State now, KafkaStreams.State before, ThreadRevival revival) {
        if (now == KafkaStreams.State.RUNNING) {
            revival.running();
        }
        log.atInfo().addKeyValue("state", now).addKeyValue("before", before).log("The topology has changed its state");
    }
}
