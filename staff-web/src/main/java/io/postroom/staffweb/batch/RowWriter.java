package io.postroom.staffweb.batch;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Writes checked rows while the next ones are being checked: one piece at a time, in their order. For one thread. */
final class RowWriter implements AutoCloseable {
    private final CheckTable table;
    private final CheckTable.Taken taken;
    private final ExecutorService thread = Executors
            .newSingleThreadExecutor(Thread.ofVirtual().name("spreadsheet-rows").factory());
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    RowWriter(CheckTable table, CheckTable.Taken taken) {
        this.table = table;
        this.taken = taken;
    }

    /** Waits for the piece before, and begins with this one. */
    void add(List<RowTable.Checked> rows) {
        awaitAll();
        last = CompletableFuture.runAsync(() -> table.add(taken, rows), thread);
    }

    /** Waits until everything is written; throws what writing threw. */
    void awaitAll() {
        try {
            last.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
