package io.postroom.ingestservice.hold;

import io.postroom.ingestservice.stores.Allowance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives what is due a share of a stream thread's time, so that a million messages due at once go out as fast as the machine can, and
 * something is left for new events. A number of messages would be too small for one machine and too large for another, and would grow with
 * the number of tasks in a thread: the tasks that are behind divide the time of their thread.
 *
 * <p>Kafka Streams takes fewer records at a time the more often it was kept from them, so that little is left for new events when looks
 * and the commits of what they sent follow one another: while there are such events, a look is short and a rest follows it.
 *
 * <p>One for all tasks of an instance, safe for use by any thread.
 */
final class ThreadTime {
    private final Duration alone;
    private final Duration beside;
    private final Duration rest;
    private final InstantSource clock;
    private final Map<Thread, Set<Share>> behind = new ConcurrentHashMap<>();

    /**
     * A division of time.
     *
     * @param alone how long all tasks of a thread together may take each time they look, when nothing else is to be done
     * @param beside the same while the thread also processes records
     * @param rest how long they let it do so before they look again
     */
    ThreadTime(Duration alone, Duration beside, Duration rest, InstantSource clock) {
        this.alone = alone;
        this.beside = beside;
        this.rest = rest;
        this.clock = clock;
    }

    /** With the times of ADR 46. */
    static ThreadTime usual(InstantSource clock) {
        return new ThreadTime(Duration.ofMillis(80), Duration.ofMillis(30), Duration.ofMillis(60), clock);
    }

    /** The share of one task. */
    Share share() {
        return new Share();
    }

    /** What one task may take; used by its thread. */
    final class Share implements Allowance, AutoCloseable {
        private @Nullable Set<Share> others;
        private long processed;
        private Instant from = Instant.EPOCH;
        private Instant until = Instant.EPOCH;
        private Instant restUntil = Instant.EPOCH;

        /**
         * Begins a look.
         *
         * @param processedByThread a number that is larger whenever the thread has processed records since the last look
         */
        Allowance begin(long processedByThread) {
            Set<Share> ofThread = behind.computeIfAbsent(Thread.currentThread(), key -> ConcurrentHashMap.newKeySet());
            others = ofThread;
            // Whoever was not behind at its last look counts from the next one on.
            boolean wasBehind = ofThread.remove(this);
            boolean hasOtherThingsToDo = processedByThread > processed;
            processed = processedByThread;
            from = clock.instant();
            boolean rests = hasOtherThingsToDo && wasBehind && isWithin(from, restUntil, rest);
            Duration all = hasOtherThingsToDo ? beside : alone;
            until = rests ? from : from.plus(all.dividedBy(ofThread.size() + 1));
            return this;
        }

        @Override
        public boolean oneMore() {
            Instant now = clock.instant();
            if (isWithin(now, until, alone)) {
                return true;
            }
            if (until.isAfter(from)) {
                restUntil = now.plus(rest);
            }
            if (others != null) {
                others.add(this);
            }
            return false;
        }

        /** Whether a time is not over; one that lies too far ahead is of a clock that was put back. */
        private static boolean isWithin(Instant now, Instant end, Duration most) {
            return now.isBefore(end) && !now.plus(most).isBefore(end);
        }

        /** The task is another's now. */
        @Override
        public void close() {
            if (others != null) {
                others.remove(this);
            }
        }
    }
}
