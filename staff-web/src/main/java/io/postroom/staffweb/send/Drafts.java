package io.postroom.staffweb.send;

import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/**
 * What a session writes and has sent: the few drafts that somebody writes side by side in several windows, and where what was sent of
 * them is confirmed, for whoever asks a second time. What nobody has looked at for longest makes room. Safe for use by any thread.
 */
final class Drafts implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String NAME = "drafts";
    private static final int MOST = 10;

    private final Map<UUID, Draft> written = new Few<>();
    private final Map<UUID, String> sent = new Few<>();

    private Drafts() {}

    /** The drafts of a session. */
    static Drafts of(HttpSession session) {
        synchronized (WebUtils.getSessionMutex(session)) {
            if (session.getAttribute(NAME) instanceof Drafts drafts) {
                return drafts;
            }
            Drafts none = new Drafts();
            session.setAttribute(NAME, none);
            return none;
        }
    }

    synchronized void keep(Draft draft) {
        written.put(draft.id(), draft);
    }

    synchronized @Nullable Draft find(UUID id) {
        return written.get(id);
    }

    /** Forgets what a draft says; only where it is confirmed that it was sent is kept. */
    synchronized void sent(Draft draft, String confirmation) {
        written.remove(draft.id());
        sent.put(draft.id(), confirmation);
    }

    /** Where it is confirmed that a draft was sent, or null if it was not. */
    synchronized @Nullable String confirmation(UUID id) {
        return sent.get(id);
    }

    private static final class Few<V> extends LinkedHashMap<UUID, V> {
        private static final long serialVersionUID = 1L;

        Few() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, V> eldest) {
            return size() > MOST;
        }
    }
}
