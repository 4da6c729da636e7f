package io.postroom.benchmarks.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a provider has accepted, in the order in which it did, in memory that the processes of a run share.
 *
 * <p>An entry is there at the moment it is made, for every process, and stays when the one that made it is killed: the
 * memory belongs to the operating system. It costs nanoseconds, so that what is measured is not the ledger.
 */
final class SharedLedger implements AutoCloseable {
    private static final int CAPACITY = 6_000_000;
    private static final long HEADER = 64;
    private static final long ENTRY = 16;
    private static final long QUEUED = 4;
    private static final long ACCEPTED = 8;
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;

    /** Opens the ledger in a file, which is made if it is not there. Its pages take room only when they are written. */
    SharedLedger(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, HEADER + CAPACITY * ENTRY, arena);
        } catch (IOException e) {
            arena.close();
            throw new UncheckedIOException("The ledger " + file + " cannot be opened.", e);
        }
    }

    /** Enters a message that the provider accepts now. */
    void accept(Payload message) {
        long now = Payload.nowMicros();
        long index = (long) LONG.getAndAdd(memory, 0L, 1L);
        if (index >= CAPACITY) {
            throw new IllegalStateException("The ledger is full.");
        }
        long at = HEADER + index * ENTRY;
        INT.set(memory, at + QUEUED, (int) Math.min(Integer.MAX_VALUE, now - message.publishedMicros()));
        LONG.set(memory, at + ACCEPTED, now);
        // Last: an entry whose number is still 0 is not there yet.
        INT.setRelease(memory, at, message.number() + 1);
    }

    /** How many entries there are. */
    int size() {
        return (int) Math.min(CAPACITY, (long) LONG.getVolatile(memory, 0L));
    }

    /** The number of an accepted message; -1 when whoever accepted it was killed before it was written down. */
    int number(int index) {
        return (int) INT.getAcquire(memory, HEADER + index * ENTRY) - 1;
    }

    /** When it was accepted, in microseconds since 1970. */
    long acceptedMicros(int index) {
        return (long) LONG.get(memory, HEADER + index * ENTRY + ACCEPTED);
    }

    /** How long after it was published. */
    int queuedMicros(int index) {
        return (int) INT.get(memory, HEADER + index * ENTRY + QUEUED);
    }

    @Override
    public void close() {
        arena.close();
    }
}
