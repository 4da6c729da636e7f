package io.postroom.staffweb.send;

import jakarta.servlet.http.HttpSession;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The drafts of a session: the few that somebody writes side by side in several windows. */
final class Drafts {
    private static final String PREFIX = "draft ";
    private static final int MOST = 10;

    private Drafts() {}

    static void keep(HttpSession session, Draft draft) {
        var others = java.util.Collections.list(session.getAttributeNames()).stream()
                .filter(name -> name.startsWith(PREFIX)).toList();
        if (others.size() >= MOST) {
            session.removeAttribute(others.getFirst());
        }
        session.setAttribute(PREFIX + draft.id(), draft);
    }

    static @Nullable Draft find(HttpSession session, UUID id) {
        return session.getAttribute(PREFIX + id) instanceof Draft draft ? draft : null;
    }

    static void forget(HttpSession session, Draft draft) {
        session.removeAttribute(PREFIX + draft.id());
    }
}
