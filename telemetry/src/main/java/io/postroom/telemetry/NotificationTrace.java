package io.postroom.telemetry;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import java.util.UUID;

/**
 * A notification's trace has the notification's id, and its first span an id that follows from it: whoever knows the
 * notification knows its trace, days later, after restarts, and where no header came along, as with a provider's receipt.
 */
final class NotificationTrace {
    /** The id of that many bits: the last seven bytes, which W3C asks to be random and a name-based UUID's hash fills. */
    private static final long RANDOM_PART = (1L << 56) - 1;

    private NotificationTrace() {}

    static String traceId(UUID notification) {
        return TraceId.fromLongs(notification.getMostSignificantBits(), notification.getLeastSignificantBits());
    }

    static String firstSpanId(UUID notification) {
        long mixed = notification.getMostSignificantBits()
                ^ Long.rotateLeft(notification.getLeastSignificantBits(), 32);
        return SpanId.fromLong(mixed == 0 ? 1 : mixed);
    }

    static SpanContext first(UUID notification, boolean sampled) {
        return SpanContext.createFromRemoteParent(traceId(notification), firstSpanId(notification),
                sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(), TraceState.getDefault());
    }

    /** Whether a share of all traces contains this one; the same answer wherever it is asked. */
    static boolean isAmong(double share, String traceId) {
        long random = Long.parseUnsignedLong(traceId, 16, 32, 16) & RANDOM_PART;
        return random >= (1 - share) * (RANDOM_PART + 1.0);
    }
}
