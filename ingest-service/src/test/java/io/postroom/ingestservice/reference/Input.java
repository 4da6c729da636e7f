package io.postroom.ingestservice.reference;

import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What happens, one after the other. */
public sealed interface Input {
    /** The notification that it is about; null where it is not about one. */
    default NotificationIdentity about() {
        return switch (this) {
            case Heard heard -> heard.identity();
            case Accepted accepted -> accepted.identity();
            case Reported reported -> reported.identity();
            case Decided decided -> decided.identity();
            case Event ignored -> null;
            case Pass ignored -> null;
            case Cancelled ignored -> null;
        };
    }

    /** A system publishes an event. */
    record Event(CaseEvent event) implements Input {}

    /** Time passes, and ingest looks at its clock. */
    record Pass(Duration time) implements Input {}

    /** A worker, or a person, tells of a notification. */
    record Heard(NotificationIdentity identity, NotificationState state, StatusReason reason,
            Instant at) implements Input {}

    /** A provider took it. */
    record Accepted(String reference, NotificationIdentity identity, int parts, int attempt,
            Instant at) implements Input {}

    /** A provider reports. */
    record Reported(String reference, NotificationIdentity identity, NotificationState state, StatusReason reason,
            Instant at) implements Input {}

    /** A person cancels some. */
    record Cancelled(List<UUID> ids) implements Input {}

    /** A person stops an address, or releases it. */
    record Decided(NotificationIdentity identity, String address, Instant since, Instant until,
            Instant releasedAt) implements Input {}
}
