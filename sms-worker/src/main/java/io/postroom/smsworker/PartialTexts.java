package io.postroom.smsworker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The parts of long texts that were accepted before a later part failed, so that the next attempt sends only what is
 * missing. Kept in memory: after a restart, or in another instance, all parts are sent again, under the same reference.
 * Safe for use by any thread.
 */
final class PartialTexts {
    private static final int MOST = 10_000;

    private final Map<UUID, List<String>> accepted = new LinkedHashMap<>();

    synchronized List<String> take(UUID notificationId) {
        List<String> references = accepted.remove(notificationId);
        return references == null ? List.of() : references;
    }

    synchronized void keep(UUID notificationId, List<String> references) {
        if (references.isEmpty()) {
            return;
        }
        if (accepted.size() >= MOST) {
            accepted.remove(accepted.keySet().iterator().next());
        }
        accepted.put(notificationId, List.copyOf(references));
    }
}
