package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lane from joining the group to leaving it. Everything in here happens on one thread, which owns the consumer and the
 * state of its partitions; turn by turn: mail, poll, restore, admit, sweep, hold back, commit.
 */
final class LaneSession implements LaneBroker.Listener {
    private static final Logger log = LoggerFactory.getLogger(LaneSession.class);
    private static final Duration POLL = Duration.ofMillis(50);
    /** Mail does not wake a poll; a drain is over when the mail says so. */
    private static final Duration DRAIN_POLL = Duration.ofMillis(5);
    private static final Duration LAST_COMMIT = Duration.ofSeconds(5);
    private static final long AFTER_INTERRUPT = Duration.ofSeconds(1).toNanos();
    /** Partitions that are added make every share smaller; how many there are, the client knows without asking. */
    private static final long COUNT_INTERVAL = Duration.ofSeconds(1).toNanos();
    private static final long SHARE_INTERVAL = Duration.ofSeconds(30).toNanos();

    private final Lane lane;
    private final EngineLimits limits;
    private final LaneBroker broker;
    private final LaneLeases leases;
    private final LaneCommits commits;
    private final LaneStarts starts;
    private final LaneHandOvers handOvers;
    private final LaneWatch watch;
    private final EngineTime time;
    private final EngineMeters meters;
    private final Mailbox<LaneMessage> mail;
    private final Consumer<DispatchEvent> dispatcher;
    private final LongConsumer idle;
    private final Set<Lease> closing = new HashSet<>();
    private long nextCount;
    private long nextShare;
    private int partitionsTold;
    private boolean stopping;

    LaneSession(Lane lane, EngineConfig config, LaneBroker broker, EngineTime time, EngineMeters meters,
            Mailbox<LaneMessage> mail, Consumer<DispatchEvent> dispatcher, LongConsumer idle,
            ToLongFunction<String> retention) {
        this.lane = lane;
        this.limits = config.limits();
        this.broker = broker;
        this.time = time;
        this.meters = meters;
        this.mail = mail;
        this.dispatcher = dispatcher;
        this.idle = idle;
        this.leases = new LaneLeases(lane, limits, broker, time, meters);
        this.commits = new LaneCommits(limits, broker, leases, time, meters);
        this.starts = new LaneStarts(broker, leases, commits, dispatcher);
        this.handOvers = new LaneHandOvers(config, broker, leases, commits, time, meters, dispatcher,
                this::beginAgain);
        this.watch = new LaneWatch(lane, config.limits(), time, meters, retention);
        broker.subscribe(this);
    }

    void turn() {
        readMail();
        poll(POLL);
        if (!stopping) {
            try {
                leases.restore();
            } catch (KafkaException e) {
                log.atWarn().addKeyValue("lane", lane).addKeyValue("error", e.getClass().getName())
                        .log("The committed positions cannot be read yet; waiting for the brokers.");
            }
        }
        share();
        leases.holdBack();
        watch.look(leases.all(), leases.pausedCount());
        commits.maybeCommit();
    }

    private void poll(Duration timeout) {
        LaneBroker.Polled polled = broker.poll(timeout);
        List<Lease> renewed = new ArrayList<>();
        List<Slot> slots = leases.admit(polled, renewed);
        if (!renewed.isEmpty()) {
            dispatcher.accept(new DispatchEvent.Abandon(renewed));
            dispatcher.accept(new DispatchEvent.Closed(renewed));
        }
        if (!slots.isEmpty()) {
            dispatcher.accept(new DispatchEvent.Offered(slots));
        }
        leases.sweep();
    }

    private void readMail() {
        mail.drain(message -> {
            switch (message) {
                case LaneMessage.Start start -> starts.ask(start.slot());
                case LaneMessage.HandOver handOver -> handOvers.ask(handOver);
                case LaneMessage.Drained drained -> log.atDebug().addKeyValue("lane", lane).log("Drained.");
            }
        });
        starts.start(closing);
        handOvers.run();
    }

    private void share() {
        long now = time.nanos();
        if (now < nextCount) {
            return;
        }
        nextCount = now + COUNT_INTERVAL;
        int partitions = broker.partitionCount();
        if (partitions == partitionsTold && now < nextShare) {
            return;
        }
        nextShare = now + SHARE_INTERVAL;
        partitionsTold = partitions;
        dispatcher.accept(new DispatchEvent.Share(lane, leases.owned() - closing.size(), partitions));
    }

    @Override
    public void assigned(Collection<TopicPartition> partitions) {
        log.atInfo().addKeyValue("lane", lane).addKeyValue("partitions", partitions).log("Assigned.");
        leases.begin(partitions);
        nextCount = 0;
        nextShare = 0;
    }

    @Override
    public void revoked(Collection<TopicPartition> partitions) {
        List<Lease> revoked = leases.of(partitions);
        if (revoked.isEmpty()) {
            return;
        }
        long began = time.nanos();
        long deadline = began + limits.drainTime().toNanos();
        DrainTicket ticket = drain(revoked);
        while (!ticket.drained() && time.nanos() < deadline) {
            readMail();
            pass(Math.min(deadline - time.nanos(), POLL.toNanos()));
        }
        end(ticket, began, () -> pass(POLL.toNanos()));
        log.atInfo().addKeyValue("lane", lane).addKeyValue("partitions", partitions)
                .addKeyValue("drained", ticket.drained()).log("Revoked.");
    }

    /** What is not revoked goes on meanwhile: a crash now must not repeat more of it than at any other time. */
    private void pass(long nanos) {
        commits.commitInCallback();
        idle.accept(nanos);
    }

    @Override
    public void lost(Collection<TopicPartition> partitions) {
        List<Lease> lost = leases.of(partitions);
        log.atWarn().addKeyValue("lane", lane).addKeyValue("partitions", partitions)
                .log("Lost partitions without notice; what was in flight may be sent twice.");
        dispatcher.accept(shareWithout(lost));
        close(new DrainTicket(lane, lost));
        dispatcher.accept(new DispatchEvent.Abandon(lost));
        forget(lost);
    }

    /**
     * What the brokers know of these is not what we know: whether a transaction counts as done what was handed over. So
     * nothing is committed of them any more, and what the brokers know is read anew.
     */
    private void beginAgain(Set<Lease> doubtful) {
        List<Lease> ending = List.copyOf(doubtful);
        List<TopicPartition> ours = ending.stream().filter(lease -> !closing.contains(lease)).map(Lease::partition)
                .toList();
        log.atWarn().addKeyValue("lane", lane).addKeyValue("leases", ending)
                .log("A transaction is in doubt; its partitions begin anew from what is committed.");
        dispatcher.accept(new DispatchEvent.Abandon(ending));
        dispatcher.accept(new DispatchEvent.Closed(ending));
        forget(ending);
        leases.begin(ours);
    }

    /** Drains, commits and leaves the group. Keeps polling while it drains, so that the group stays at peace. */
    void stop(long deadline) {
        stopping = true;
        long began = time.nanos();
        List<Lease> all = List.copyOf(leases.all());
        broker.pause(all.stream().map(Lease::partition).toList());
        DrainTicket ticket = drain(all);
        while (!ticket.drained() && time.nanos() < deadline) {
            readMail();
            poll(DRAIN_POLL);
            commits.maybeCommit();
        }
        end(ticket, began, () -> poll(DRAIN_POLL));
        // What was revoked meanwhile drained beside it, and said what would have been left without that alone.
        dispatcher.accept(new DispatchEvent.Share(lane, 0, broker.partitionCount()));
    }

    /** Gives everything back after something went wrong with the consumer. */
    void giveUp() {
        revoked(leases.all().stream().map(Lease::partition).toList());
    }

    /**
     * No lease starts anything from here on. What has begun may need its part of the rate to be finished, so the dispatcher
     * gives that up when it says that nothing is left: before the partitions are handed on.
     */
    private DrainTicket drain(List<Lease> which) {
        DrainTicket ticket = new DrainTicket(lane, which, which.isEmpty() ? null : shareWithout(which));
        close(ticket);
        return ticket;
    }

    private DispatchEvent.Share shareWithout(List<Lease> which) {
        return new DispatchEvent.Share(lane, leases.owned() - which.size(), broker.partitionCount());
    }

    private void close(DrainTicket ticket) {
        closing.addAll(ticket.leases());
        dispatcher.accept(new DispatchEvent.Close(ticket));
    }

    private void end(DrainTicket ticket, long began, Runnable pass) {
        long over = time.nanos();
        meters.drained(over - began, ticket.drained());
        if (!ticket.drained()) {
            ticket.shareLeft().ifPresent(dispatcher);
            dispatcher.accept(new DispatchEvent.Abandon(ticket.leases()));
            while (!ticket.drained() && time.nanos() - over < AFTER_INTERRUPT) {
                readMail();
                pass.run();
            }
        }
        commitLast(ticket.leases());
        dispatcher.accept(new DispatchEvent.Closed(ticket.leases()));
        forget(ticket.leases());
    }

    private void commitLast(List<Lease> which) {
        Map<TopicPartition, OffsetAndMetadata> points = commits
                .changed(leases.commitPoints(which.stream().filter(leases::holds).toList()));
        for (int tries = 1; tries <= 3 && !points.isEmpty(); tries++) {
            try {
                broker.commitSync(points, LAST_COMMIT);
                meters.commit("ok");
                return;
            } catch (KafkaException e) {
                meters.commit("failed");
                log.atWarn().addKeyValue("lane", lane).addKeyValue("tries", tries)
                        .addKeyValue("error", e.getClass().getName()).log("The last commit of a lease failed.");
            }
        }
    }

    private void forget(List<Lease> ended) {
        closing.removeAll(ended);
        commits.forget(ended);
        leases.end(ended);
    }

    boolean ready() {
        return broker.joined() && !leases.restoring();
    }

    LaneLeases leases() {
        return leases;
    }
}
