package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A simulation that cannot fail proves nothing: each promise is broken in the engine's source, and must be noticed. */
@Tag("full")
class SimulationCanFailTest {
    private static final long SEEDS = 60;

    static Stream<Mutant> mutants() {
        return Stream.of(
                new Mutant("commits never pass what is not done", "OffsetTracker", "head != null && head.done()",
                        "head != null"),
                new Mutant("the map names everything that is not done", "OffsetTracker",
                        "incompletes.add(slot.offset());", ""),
                new Mutant("only what is done is dropped behind a slow record", "OffsetTracker", "if (!slot.done()) {",
                        "if (slot.lease() == null) {"),
                new Mutant("what was done and dropped stays done", "OffsetTracker",
                        "Math.max(keepHorizon - 1, highestDropped)", "keepHorizon - 1"),
                new Mutant("the map names what an earlier owner left undone", "OffsetTracker",
                        "map.incompletesFrom(next).forEach(incompletes::add);", ""),
                new Mutant("what an earlier owner did stays done", "OffsetTracker",
                        "horizon = Math.max(horizon, map.horizon());", ""),
                new Mutant("what an earlier owner did stays done once it has been passed", "OffsetTracker",
                        "keepHorizon = Math.max(keepHorizon, map.horizon());", ""),
                new Mutant("the committed map is read", "LaneLeases", "restore(position.offset(), map)",
                        "restore(position.offset(), Optional.empty())"),
                new Mutant("what is on its way is marked", "OffsetTracker", "started.add(slot.offset());", ""),
                new Mutant("nothing that must ask starts before its mark is committed", "LaneStarts",
                        "broker.commitSync(points, COMMIT_TIME);", ""),
                new Mutant("what was started by an earlier owner is not sent again", "DispatchCore",
                        "if (slot.foundStarted())", "if (slot.foundStarted() && slot.offset() < 0)"),
                new Mutant("only the head of a key moves", "DispatchCore", "if (key.head() == slot)",
                        "if (key.head() != null)"),
                new Mutant("a lease that closes starts nothing more", "DispatchCore", "gates.forget(leases);",
                        ""),
                new Mutant("partitions are handed on when nothing of them is in flight", "Drains",
                        "allMatch(lease -> lease.inFlight == 0 ||", "allMatch(lease -> lease.inFlight >= 0 ||"),
                new Mutant("what is in doubt is read anew", "LaneHandOvers", "inDoubt.accept(touched);",
                        "asked.addAll(batch);"),
                new Mutant("a lease commits before it ends", "LaneSession", "commitLast(ticket.leases());", ""),
                new Mutant("no more than so many at a time", "Gates", "if (taken >= concurrency) {",
                        "if (taken < 0) {"),
                new Mutant("no more than so many at a time through a gate", "Gate",
                        "inFlight(Lane.NORMAL) + inFlight(Lane.BULK) < config.concurrency()",
                        "config.concurrency() > 0"),
                new Mutant("no instance uses more than its share of a rate", "Gates", "Math.min(1, sumOwned / sumAll)",
                        "1"),
                new Mutant("a larger share of a rate holds a second later", "TokenBucket", "raiseAt = now + SECOND;",
                        "raiseAt = now;"),
                new Mutant("a share of a rate is given up before the partition is", "Drains",
                        "ticket.shareLeft().ifPresent(giveUp);", ""),
                new Mutant("no second sees more than the rate", "TokenBucket", "return earliest;", "return now;"),
                new Mutant("normal goes before bulk", "Gate", "floorCredit += bulkFloorPercent -",
                        "floorCredit += 60 -"),
                new Mutant("each call takes its place in the rate", "FurtherCalls", "calls.take(now);", ""),
                new Mutant("each call waits for its place in the rate", "FurtherCalls",
                        "!queue.isEmpty() && calls.available(now)", "!queue.isEmpty()"),
                new Mutant("what was sent in part and must ask stays marked", "DispatchCore",
                        "if (!slot.partlySent) {", "if (slot.offset() >= 0) {"),
                new Mutant("what was sent in part and must ask stays here", "Parking",
                        "&& !slot.mustGoOnHere()", ""),
                new Mutant("what was sent in part and must ask goes on at its provider", "Gates",
                        "slot.mustGoOnHere() && slot.gate != null", "slot.offset() < 0"),
                new Mutant("what waits at a broken provider goes by one that works again", "Gates",
                        "wasClosed != gate.circuit().closed()", "wasClosed && !gate.circuit().closed()"),
                new Mutant("what waits for its next attempt gets it", "Parking",
                        "timers.at(time.nanos() + delay.toNanos(), slot);", ""),
                new Mutant("what waits in memory does not fill a partition", "Parking",
                        "lease.parked >= config.limits().parkedPerPartition()", "lease.parked < 0"),
                new Mutant("permits come back", "Gates", "taken--;", ""),
                new Mutant("completions are committed", "LaneCommits", "if (underWay) {", "if (!underWay) {"),
                new Mutant("completions are committed within the interval", "LaneCommits",
                        "since >= limits.commitInterval().toNanos()", "since >= 3 * limits.commitInterval().toNanos()"),
                new Mutant("completions are committed while a partition drains", "LaneSession",
                        "commits.commitInCallback();", ""),
                new Mutant("the lag reaches zero behind markers", "LaneLeases",
                        "lease.tracker().advance(position.offset(), position.leaderEpoch().orElse(-1));", ""),
                new Mutant("what comes back is sent and committed in one transaction", "DelaySession",
                        "broker.sendAndCommit(leaving, points);", "broker.sendAndCommit(leaving, Map.of());"),
                new Mutant("what is due comes back", "DelaySession", "leaving.add(leaving(each));",
                        "leaving.addAll(List.of());"),
                new Mutant("it comes back to the lane it came from", "DelaySession",
                        "returned(due.record(), origin)",
                        "returned(due.record(), config.topics().get(Lane.BULK).getFirst())"),
                new Mutant("it comes back when it is due", "DelayQueues", "&& !dueAt(head).isAfter(now)",
                        "&& !dueAt(head).minusSeconds(1).isAfter(now)"),
                new Mutant("no commit passes what waits in a delay topic", "DelayQueues",
                        "return queue != null && !queue.isEmpty();", "return false;"),
                new Mutant("what a forwarder has given back it leaves alone", "DelaySession",
                        "partitions.forEach(queues::forget);", ""));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void noticesABrokenPromise(Mutant mutant, @TempDir Path folder) {
        // When
        var noticed = mutant.noticedBy(folder, SEEDS);

        // Then
        assertThat(noticed).as("nobody noticed that this was broken: " + mutant.promise()).isPresent();
    }
}
