package io.postroom.worker.control;

import io.postroom.schemas.v1.CaseTarget;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.ScopeTarget;
import java.util.UUID;

/** Whether the target of a command covers a request, whenever either was made. */
final class Scope {
    private Scope() {}

    static boolean covers(ScopeTarget target, NotificationIdentity identity) {
        UUID batch = target.getBatchId();
        return target.getService().equals(identity.getService())
                && (target.getRuleId() == null || target.getRuleId().equals(identity.getRuleId()))
                && (target.getTemplateId() == null || target.getTemplateId().equals(identity.getTemplateId()))
                && (batch == null || isOf(batch, identity));
    }

    /** Ingest names a request of a batch by the batch and its row. */
    private static boolean isOf(UUID batch, NotificationIdentity identity) {
        return identity.getBatchRow() != null
                && identity.getEventId().equals(batch + "/" + identity.getBatchRow());
    }

    /** For a request of the target's case. */
    static boolean covers(CaseTarget target, NotificationIdentity identity) {
        return target.getService().equals(identity.getService())
                && (target.getRuleIds().isEmpty() || target.getRuleIds().contains(identity.getRuleId()));
    }
}
