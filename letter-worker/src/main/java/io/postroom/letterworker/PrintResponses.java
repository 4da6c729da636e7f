package io.postroom.letterworker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postroom.worker.NotDurableException;
import io.postroom.worker.ReceiptSink;
import io.postroom.worker.WorkerPart;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for responses of the print house and makes receipts of them. A response is taken away only when its receipt is
 * durable; two instances that look at the same time write the same receipt twice, which changes nothing.
 */
final class PrintResponses implements WorkerPart {

    private static final Logger log = LoggerFactory.getLogger(PrintResponses.class);

    private final LetterSettings settings;
    private final PrintHouse house;
    private final ReceiptSink receipts;
    private final Counter unreadable;
    // Only the thread that looks uses these.
    private final Set<ResponseName> told = new HashSet<>();
    private boolean reachable = true;
    private volatile boolean stopping;
    private volatile @Nullable Thread looking;

    PrintResponses(LetterSettings settings, PrintHouse house, ReceiptSink receipts, MeterRegistry meters) {
        this.settings = settings;
        this.house = house;
        this.receipts = receipts;
        this.unreadable = Counter.builder("postroom.letter.responses.unreadable")
                .description("Responses of the print house that are not of the agreed form, and stay where they are.")
                .register(meters);
    }

    @Override
    public String name() {
        return "responses of the print house";
    }

    @Override
    public void start() {
        stopping = false;
        looking = Thread.ofVirtual().name("print-responses").start(this::run);
    }

    @Override
    public void stop() {
        Thread thread = looking;
        if (thread == null) {
            return;
        }
        stopping = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        looking = null;
    }

    private void run() {
        try {
            while (!stopping) {
                look();
                // An interruption that a look swallowed came after stopping was set.
                if (!stopping) {
                    Thread.sleep(settings.pollInterval());
                }
            }
        } catch (InterruptedException e) {
            // The way in which it is told to stop.
        }
    }

    /** One look at the folder. */
    void look() throws InterruptedException {
        try {
            List<ResponseName> names = house.responses();
            told.retainAll(Set.copyOf(names));
            // What happened to one letter is told in its order.
            for (ResponseName name : names.stream().sorted(Comparator.comparing(ResponseName::state)).toList()) {
                take(name);
            }
            reachable = true;
        } catch (NotDurableException e) {
            // It was counted where it happened; the files are there for the next look.
        } catch (IOException | RuntimeException e) {
            // A listing throws unchecked when the connection or a file goes half-way. Whatever it was, letters wait for
            // the next look: nothing may end the looking but stopping.
            if (reachable && !stopping) {
                log.atWarn().addKeyValue("provider", settings.name()).addKeyValue("error", e.getClass().getSimpleName())
                        .log("The responses of the print house cannot be read; it is tried again.");
            }
            reachable = false;
        }
    }

    private void take(ResponseName name) throws IOException, NotDurableException, InterruptedException {
        Optional<byte[]> file = house.read(name);
        if (file.isEmpty()) {
            return;
        }
        Optional<PrintResponse> response = PrintResponse.parse(name, file.get());
        if (response.isEmpty()) {
            if (told.add(name)) {
                unreadable.increment();
                log.atWarn().addKeyValue("provider", settings.name()).addKeyValue("bytes", file.get().length)
                        .log("A response of the print house is not of the agreed form; it stays where it is.");
            }
            return;
        }
        receipts.publish(settings.name(), name.id().toString(), response.get().at(), response.get().report());
        house.remove(name);
    }
}
