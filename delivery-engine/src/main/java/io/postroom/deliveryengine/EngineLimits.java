package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Bounds of an engine.
 *
 * @param concurrency             attempts at a time, all lanes and gates together
 * @param bulkFloorPercent        of each gate's permits: what bulk gets while normal has work
 * @param normalReservePercent    of concurrency, of each gate and of all: what bulk leaves free for normal
 * @param incompletesPerPartition records queued, in flight or parked at which a partition pauses; up to 1,400 are sure to
 *                                fit into the commit metadata
 * @param windowPerPartition      offsets between the commit position and the newest record at which a partition pauses
 * @param bytesPerPartition       bytes held at which a partition pauses
 * @param parkedPerPartition      short retries in memory; what exceeds it goes to a delay topic
 * @param maxPollRecords          records of one poll
 * @param attemptDeadline         after this an attempt is interrupted
 * @param drainTime               how long a revoke or an orderly stop waits for what is in flight; at least
 *                                attemptDeadline plus a second for the commit
 * @param commitInterval          how often completions are committed
 * @param commitCompletions       completions after which they are committed earlier
 */
public record EngineLimits(int concurrency, int bulkFloorPercent, int normalReservePercent, int incompletesPerPartition,
        int windowPerPartition, long bytesPerPartition, int parkedPerPartition, int maxPollRecords,
        Duration attemptDeadline, Duration drainTime, Duration commitInterval, int commitCompletions) {

    private static final int MOST_INCOMPLETES = 1_400;

    public EngineLimits {
        Objects.requireNonNull(attemptDeadline, "attemptDeadline");
        Objects.requireNonNull(drainTime, "drainTime");
        Objects.requireNonNull(commitInterval, "commitInterval");
    }

    /** What suits a text or e-mail channel: 1,000 at a time, an attempt may take 30 seconds. */
    public static EngineLimits defaults() {
        return new EngineLimits(1_000, 5, 10, MOST_INCOMPLETES, 60_000, 32L << 20, 700, 500, Duration.ofSeconds(30),
                Duration.ofSeconds(35), Duration.ofMillis(200), 200);
    }

    /** The same with other concurrency. */
    public EngineLimits withConcurrency(int value) {
        return new EngineLimits(value, bulkFloorPercent, normalReservePercent, incompletesPerPartition,
                windowPerPartition, bytesPerPartition, parkedPerPartition, maxPollRecords, attemptDeadline, drainTime,
                commitInterval, commitCompletions);
    }

    /** The same with another attempt deadline and drain time. */
    public EngineLimits withDeadlines(Duration attempt, Duration drain) {
        return new EngineLimits(concurrency, bulkFloorPercent, normalReservePercent, incompletesPerPartition,
                windowPerPartition, bytesPerPartition, parkedPerPartition, maxPollRecords, attempt, drain,
                commitInterval, commitCompletions);
    }

    /** The same with other bounds for each partition. */
    public EngineLimits withPartitionBounds(int incompletes, int window, long bytes, int parked, int pollRecords) {
        return new EngineLimits(concurrency, bulkFloorPercent, normalReservePercent, incompletes, window, bytes, parked,
                pollRecords, attemptDeadline, drainTime, commitInterval, commitCompletions);
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        atLeast(problems, "concurrency", concurrency, 1);
        percent(problems, "bulkFloorPercent", bulkFloorPercent);
        percent(problems, "normalReservePercent", normalReservePercent);
        atLeast(problems, "maxPollRecords", maxPollRecords, 1);
        atLeast(problems, "windowPerPartition", windowPerPartition, maxPollRecords);
        atLeast(problems, "bytesPerPartition", bytesPerPartition, 1);
        atLeast(problems, "parkedPerPartition", parkedPerPartition, 0);
        atLeast(problems, "commitCompletions", commitCompletions, 1);
        if (incompletesPerPartition <= maxPollRecords || incompletesPerPartition > MOST_INCOMPLETES) {
            problems.add("incompletesPerPartition is " + incompletesPerPartition
                    + "; it must be more than maxPollRecords (" + maxPollRecords + ") and at most " + MOST_INCOMPLETES
                    + ", which is what surely fits into the commit metadata.");
        }
        if (parkedPerPartition >= incompletesPerPartition) {
            problems.add("parkedPerPartition is " + parkedPerPartition
                    + "; it must be less than incompletesPerPartition (" + incompletesPerPartition
                    + "), or parked records stop the intake.");
        }
        if (attemptDeadline.isNegative() || attemptDeadline.isZero()) {
            problems.add("attemptDeadline is " + attemptDeadline + "; it must be positive.");
        }
        if (commitInterval.isNegative() || commitInterval.isZero()) {
            problems.add("commitInterval is " + commitInterval + "; it must be positive.");
        }
        if (drainTime.compareTo(attemptDeadline.plusSeconds(1)) < 0) {
            problems.add("drainTime is " + drainTime + "; it must be at least attemptDeadline (" + attemptDeadline
                    + ") plus one second for the commit, or an orderly stop may send twice.");
        }
        if (drainTime.compareTo(Duration.ofMinutes(4)) > 0) {
            problems.add("drainTime is " + drainTime + "; it must not exceed 4 minutes, "
                    + "or the group removes the member while it drains (max.poll.interval.ms).");
        }
        return problems;
    }

    private static void atLeast(List<String> problems, String name, long value, long least) {
        if (value < least) {
            problems.add(name + " is " + value + "; it must be at least " + least + ".");
        }
    }

    private static void percent(List<String> problems, String name, int value) {
        if (value < 0 || value > 50) {
            problems.add(name + " is " + value + "; it must be between 0 and 50.");
        }
    }
}
