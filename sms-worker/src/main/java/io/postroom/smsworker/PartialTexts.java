package io.postroom.smsworker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The parts of long texts that were accepted before a later part was not, so that the next attempt sends only what is
 * missing. Kept in memory, the latest ones: a text that is not found here is sent whole, under the same reference. Safe for
 * use by any thread.
 */
final class PartialTexts {
    private final int most;
    private final Map<UUID, List<String>> accepted = new LinkedHashMap<>();

    /** Keeps so many texts at most. */
    PartialTexts(int most) {
        this.most = most;
    }

    synchronized List<String> take(UUID notificationId) {
        List<String> references = accepted.remove(notificationId);
        return references == null ? List.of() : references;
    }

    synchronized void keep(UUID notificationId, List<String> references) {
        if (references.isEmpty()) {
            return;
        }
        if (accepted.size() >= most) {
            accepted.remove(accepted.keySet().iterator().next());
        }
        accepted.put(notificationId, List.copyOf(references));
    }
}
