package io.postroom.ingestservice.receipts;

import io.postroom.ingestservice.meters.IngestMeters;
import io.postroom.ingestservice.stores.ExpirySweep;
import io.postroom.ingestservice.topology.Nodes;
import io.postroom.ingestservice.wire.RecordReader;
import io.postroom.ingestservice.wire.Sorted;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.Acceptance;
import io.postroom.schemas.v1.DeliveryReport;
import io.postroom.schemas.v1.ReceiptRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Joins what a worker says ("this reference is that notification") with what a provider says later ("this reference was
 * delivered"), whichever comes first and however long the other takes, up to the receipt memory.
 *
 * <p>One instance a task, used by its stream thread.
 */
final class Matcher implements Processor<byte[], byte[], byte[], Sorted<ReceiptPair>> {
    /** A provider that repeats itself before the acceptance is known fills no store. */
    private static final int MOST_WAITING = 16;

    private final RecordReader<ReceiptRecord> reader;
    private final IngestMeters meters;
    private final Clock clock;
    private final Duration memory;
    private @Nullable ProcessorContext<byte[], Sorted<ReceiptPair>> context;
    private @Nullable KeyValueStore<String, ReferenceEntry> references;

    Matcher(RecordReader<ReceiptRecord> reader, IngestMeters meters, Clock clock, Duration memory) {
        this.reader = reader;
        this.meters = meters;
        this.clock = clock;
        this.memory = memory;
    }

    @Override
    public void init(ProcessorContext<byte[], Sorted<ReceiptPair>> context) {
        this.context = context;
        KeyValueStore<String, ReferenceEntry> store = context.getStateStore(Nodes.REFERENCES);
        this.references = store;
        context.schedule(ExpirySweep.INTERVAL, PunctuationType.WALL_CLOCK_TIME,
                new ExpirySweep<>(store, ReferenceEntry::writtenAt, memory));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        reader.<ReceiptPair>read(record, context().recordMetadata().orElseThrow(),
                receipt -> match(receipt, record), letter -> context().forward(letter));
    }

    private void match(ReceiptRecord receipt, Record<byte[], byte[]> record) {
        String reference = receipt.getProvider() + ":" + receipt.getProviderReference();
        ReferenceEntry entry = references().get(reference);
        switch (receipt.getContent()) {
            case Acceptance ignored -> accepted(reference, receipt, entry, record);
            case DeliveryReport ignored -> reported(reference, receipt, entry, record);
            default -> throw new IllegalStateException("A receipt record holds an acceptance or a report.");
        }
    }

    private void accepted(String reference, ReceiptRecord acceptance, @Nullable ReferenceEntry entry,
            Record<byte[], byte[]> record) {
        references().put(reference, new ReferenceEntry(clock.millis(), acceptance, List.of()));
        count(acceptance, "accepted");
        forward(new ReceiptPair(acceptance, null), record);
        if (entry != null) {
            entry.waiting().forEach(report -> forward(new ReceiptPair(acceptance, report), record));
        }
    }

    private void reported(String reference, ReceiptRecord report, @Nullable ReferenceEntry entry,
            Record<byte[], byte[]> record) {
        ReceiptRecord acceptance = entry == null ? null : entry.acceptance();
        if (acceptance != null) {
            count(report, "matched");
            forward(new ReceiptPair(acceptance, report), record);
            return;
        }
        count(report, "waiting");
        List<ReceiptRecord> waiting = new ArrayList<>(entry == null ? List.of() : entry.waiting());
        if (waiting.size() < MOST_WAITING) {
            waiting.add(report);
            references().put(reference, new ReferenceEntry(clock.millis(), null, waiting));
        }
    }

    private void forward(ReceiptPair pair, Record<byte[], byte[]> record) {
        Sorted<ReceiptPair> usable = new Sorted.Usable<>(pair.acceptance().getIdentity().getCaseKey(), pair);
        ReceiptRecord reported = pair.reported();
        if (reported != null) {
            meters.reportedAfter(reported.getChannel().name().toLowerCase(Locale.ROOT), reported.getProvider(),
                    Duration.between(pair.accepted().getOccurredAt(), reported.getOccurredAt()));
        }
        context().forward(new Record<>(record.key(), usable, record.timestamp(), trace(record.headers())));
    }

    private static Headers trace(Headers headers) {
        Header traceparent = headers.lastHeader(Names.Headers.TRACEPARENT);
        return traceparent == null ? new RecordHeaders() : new RecordHeaders(List.of(traceparent));
    }

    private void count(ReceiptRecord receipt, String outcome) {
        meters.receipt(receipt.getChannel().name().toLowerCase(Locale.ROOT), outcome);
    }

    private ProcessorContext<byte[], Sorted<ReceiptPair>> context() {
        return Objects.requireNonNull(context, "The processor is used before it was started.");
    }

    private KeyValueStore<String, ReferenceEntry> references() {
        return Objects.requireNonNull(references, "The processor is used before it was started.");
    }
}
