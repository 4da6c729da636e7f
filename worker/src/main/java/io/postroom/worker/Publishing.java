package io.postroom.worker;

import io.postroom.schemas.Names;
import io.postroom.schemas.v1.Acceptance;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DeliveryReport;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.ReceiptRecord;
import io.postroom.schemas.v1.StatusReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The records that a worker writes.
 *
 * @param topics  where to
 * @param channel of which channel
 */
record Publishing(Names.Topics topics, Channel channel) {

    /**
     * What a status says beyond the notification and its state.
     *
     * @param reason   why, or null
     * @param provider the provider concerned, or null
     * @param detail   its code, or null
     * @param attempt  which attempt led here, or null
     */
    record Why(@Nullable StatusReason reason, @Nullable String provider, @Nullable String detail,
            @Nullable Integer attempt) {}

    ProducerRecord<String, SpecificRecord> status(NotificationIdentity identity, NotificationState state, Why why,
            Instant now, @Nullable String traceparent) {
        NotificationStatus status = NotificationStatus.newBuilder().setIdentity(identity).setState(state)
                .setReason(why.reason()).setOccurredAt(now).setProvider(why.provider()).setProviderDetail(why.detail())
                .setAttempt(why.attempt()).build();
        return traced(new ProducerRecord<>(topics.status(), identity.getCaseKey(), status), traceparent);
    }

    List<ProducerRecord<String, SpecificRecord>> acceptances(NotificationIdentity identity, String provider,
            List<String> references, int attempt, Instant now, @Nullable String traceparent) {
        Acceptance acceptance = Acceptance.newBuilder().setIdentity(identity).setParts(references.size())
                .setAttempt(attempt).build();
        List<ProducerRecord<String, SpecificRecord>> records = new ArrayList<>();
        for (String reference : references) {
            records.add(traced(receipt(provider, reference, now, acceptance), traceparent));
        }
        return records;
    }

    ProducerRecord<String, SpecificRecord> report(String provider, String reference, Instant occurredAt,
            DeliveryReport report) {
        return receipt(provider, reference, occurredAt, report);
    }

    private ProducerRecord<String, SpecificRecord> receipt(String provider, String reference, Instant occurredAt,
            SpecificRecord content) {
        ReceiptRecord receipt = ReceiptRecord.newBuilder().setProvider(provider).setProviderReference(reference)
                .setChannel(channel).setOccurredAt(occurredAt).setContent(content).build();
        return new ProducerRecord<>(topics.receipt(channel), provider + ":" + reference, receipt);
    }

    private static ProducerRecord<String, SpecificRecord> traced(ProducerRecord<String, SpecificRecord> event,
            @Nullable String traceparent) {
        if (traceparent != null) {
            event.headers().add(Names.Headers.TRACEPARENT, traceparent.getBytes(StandardCharsets.US_ASCII));
        }
        return event;
    }

    /** The trace that a record came with; null for none. */
    static @Nullable String traceparent(Headers from) {
        Header traceparent = from.lastHeader(Names.Headers.TRACEPARENT);
        return traceparent == null ? null : new String(traceparent.value(), StandardCharsets.US_ASCII);
    }
}
