package io.postroom.ingestservice.brakes;

import io.postroom.schemas.v1.NotificationIdentity;

/** What is to wait because somebody stopped it. */
public interface Stops {
    /** Nothing is stopped. */
    Stops NONE = new Stops() {
        @Override
        public boolean anyStop() {
            return false;
        }

        @Override
        public boolean stop(NotificationIdentity identity) {
            return false;
        }
    };

    /** Whether any stop holds. */
    boolean anyStop();

    /** Whether a notification is to wait. */
    boolean stop(NotificationIdentity identity);
}
