package io.postroom.benchmarks.ingest;

import io.postroom.benchmarks.report.BenchmarkException;
import io.postroom.local.outside.ledger.AcceptedText;
import io.postroom.local.outside.ledger.Ledger;
import io.postroom.local.outside.sms.Smsc;
import io.postroom.local.outside.support.Later;
import io.postroom.local.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** A worker of texts as a process of its own, and a stand-in for its provider, which notes when it took each text. */
final class TextDelivery implements AutoCloseable {
    private static final String SYSTEM_ID = "bench";
    private static final String PASSWORD = "measured";
    private static final Duration RECEIPT_DELAY = Duration.ofSeconds(1);
    private static final int LOOK_MILLIS = 50;

    private final long reference = System.nanoTime();
    private final Instant referenceTime = Instant.now();
    private final Ledger ledger;
    private final Later later = new Later();
    private final Smsc smsc;
    private final ChildProcess worker;

    TextDelivery(Installation installation, Path folder) throws IOException {
        ledger = Ledger.open(folder);
        smsc = Smsc.start(new Smsc.Options(0, SYSTEM_ID, PASSWORD, RECEIPT_DELAY), ledger, Clock.systemUTC(), later);
        try {
            worker = installation.smsWorker(smsc.port(), SYSTEM_ID, PASSWORD);
        } catch (RuntimeException | IOException e) {
            closeProvider();
            throw e;
        }
    }

    /** Waits until the provider has so many. */
    void await(int texts, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (ledger.size() < texts) {
            if (System.nanoTime() > end) {
                throw new BenchmarkException("After " + patience.toSeconds() + " s the provider has " + ledger.size()
                        + " of " + texts + " texts.");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** When the provider took the text of each event first, as {@link System#nanoTime} counts; 0 if it did not. */
    AtomicLongArray takenAt(int events) {
        AtomicLongArray takenAt = new AtomicLongArray(events);
        for (AcceptedText text : ledger.texts()) {
            RequestWatch.number(text.text()).ifPresent(number -> takenAt.compareAndSet(number, 0,
                    reference + ChronoUnit.NANOS.between(referenceTime, text.acceptedAt())));
        }
        return takenAt;
    }

    private void closeProvider() {
        smsc.close();
        later.close();
        ledger.close();
    }

    @Override
    public void close() {
        worker.close();
        closeProvider();
    }
}
