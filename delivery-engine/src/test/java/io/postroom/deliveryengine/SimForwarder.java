package io.postroom.deliveryengine;

import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The forwarder of one process in a simulation: the real session of the delay topics, with events instead of a thread. */
final class SimForwarder {
    private static final long POLL_MILLIS = 100;

    private final SimWorld world;
    private final SimCluster cluster;
    private final SimFaults faults;
    private final SimWorker worker;
    private final EngineConfig config;
    private final EngineMeters meters;
    private Broker broker;
    private DelaySession session;
    private boolean stopping;
    private boolean ended;

    SimForwarder(SimWorld world, SimCluster cluster, SimFaults faults, SimWorker worker, EngineConfig config,
            EngineMeters meters) {
        this.world = world;
        this.cluster = cluster;
        this.faults = faults;
        this.worker = worker;
        this.config = config;
        this.meters = meters;
        begin();
        world.after(world.millis(20), this::turn);
    }

    private void begin() {
        broker = new Broker();
        session = new DelaySession(config, broker, world.time(), meters);
    }

    private void turn() {
        if (worker.dead() || ended) {
            return;
        }
        long wait = world.millis((int) POLL_MILLIS);
        try {
            if (stopping) {
                broker.close();
                ended = true;
                return;
            }
            session.turn();
        } catch (KafkaException e) {
            world.trace("begin anew " + broker);
            broker.close();
            begin();
            wait += Backoff.after(1).toNanos();
        } catch (SimWorker.Killed e) {
            return;
        }
        world.after(wait, this::turn);
    }

    void stop() {
        stopping = true;
    }

    boolean ended() {
        return ended;
    }

    void crash() {
        cluster.leave(broker);
    }

    void fence() {
        world.trace("fence " + broker);
        broker.fence();
    }

    /** Its consumer. Exactly once is left to transactions: nothing that happens behind its back allows a double. */
    private final class Broker extends SimMember {
        Broker() {
            super(SimForwarder.this.world, SimForwarder.this.cluster, SimForwarder.this.faults,
                    SimForwarder.this.worker, SimCluster.DELAY, config.limits().maxPollRecords());
        }

        @Override
        void sent(List<ProducerRecord<byte[], byte[]>> records, Set<TopicPartition> partitions) {
            records.forEach(cluster::comeBack);
        }
    }
}
