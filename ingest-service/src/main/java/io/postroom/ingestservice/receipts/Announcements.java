package io.postroom.ingestservice.receipts;

import io.postroom.ingestservice.topology.Nodes;
import io.postroom.ingestservice.wire.Addressed;
import io.postroom.ingestservice.wire.OutgoingHeaders;
import io.postroom.schemas.Names;
import io.postroom.schemas.Reasons;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.ServiceNotificationStatus;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.Suppression;
import io.postroom.telemetry.TraceStep;
import io.postroom.telemetry.Traces;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Tells of notifications: on the status topic, and on those of the services' own systems that ask for it. */
final class Announcements {
    private final ProcessorContext<String, Object> context;
    private final Names.Topics topics;
    private final Set<String> tellServices;
    private final Traces traces;
    private final Clock clock;

    Announcements(ProcessorContext<String, Object> context, Names.Topics topics, Set<String> tellServices,
            Traces traces, Clock clock) {
        this.context = context;
        this.topics = topics;
        this.tellServices = tellServices;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * Publishes a status.
     *
     * @param because the record that led to it; null where it was the time
     */
    void publish(NotificationStatus status, @Nullable Record<String, Step> because) {
        NotificationIdentity identity = status.getIdentity();
        try (TraceStep step = traces.step(identity.getNotificationId(), "report", traceparent(because))) {
            step.tag("postroom.notification.id", identity.getNotificationId().toString())
                    .tag("postroom.state", status.getState().name().toLowerCase(Locale.ROOT));
            forward(identity.getCaseKey(), status, status, identity.getNotificationId() + " " + status.getState() + " "
                    + status.getOccurredAt(), because, step.traceparent(), Nodes.RECEIPT_STATUSES);
        }
    }

    /** Passes a status on to the service's own systems, as far as they ask for it. */
    void tellService(NotificationStatus status, Record<String, Step> because) {
        NotificationIdentity identity = status.getIdentity();
        if (!tellServices.contains(identity.getService())) {
            return;
        }
        StatusReason reason = status.getReason();
        ServiceNotificationStatus told = ServiceNotificationStatus.newBuilder()
                .setNotificationId(identity.getNotificationId()).setCaseReference(identity.getCaseReference())
                .setEventId(identity.getEventId()).setRuleId(identity.getRuleId())
                .setRecipientRole(identity.getRecipientRole())
                .setRecipientReference(identity.getRecipientReference()).setChannel(identity.getChannel())
                .setState(status.getState()).setReason(reason)
                .setReasonText(reason == null || reason == StatusReason.UNRECOGNISED ? null : Reasons.english(reason))
                .setOccurredAt(status.getOccurredAt()).build();
        forward(identity.getCaseReference(), told, new Addressed(topics.serviceStatus(identity.getService()), told),
                identity.getNotificationId() + " " + status.getState() + " " + status.getOccurredAt(), because,
                traceparent(because), Nodes.SERVICE_STATUSES);
    }

    /** Publishes that an address is not written to, or is again. */
    void suppress(Suppression suppression, Record<String, Step> because) {
        forward(suppression.getRecipientKey(), suppression, suppression, suppression.getRecipientKey() + " "
                + suppression.getSince() + " " + suppression.getReleasedAt(), because, traceparent(because),
                Nodes.SUPPRESSED);
    }

    private void forward(@Nullable String key, SpecificRecord value, Object as, String id,
            @Nullable Record<String, Step> because, @Nullable String traceparent, String sink) {
        long time = because == null ? clock.millis() : because.timestamp();
        context.forward(new Record<>(key, as, time, OutgoingHeaders.of(value, id, clock.instant(), traceparent)), sink);
    }

    private static @Nullable String traceparent(@Nullable Record<String, Step> record) {
        Header header = record == null ? null : record.headers().lastHeader(Names.Headers.TRACEPARENT);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
