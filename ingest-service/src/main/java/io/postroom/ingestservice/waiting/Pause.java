package io.postroom.ingestservice.waiting;

import java.time.Duration;

/** How a waiting thread spends the time until its next try. */
public interface Pause {
    /**
     * Passes the time.
     *
     * @return false when the service is being stopped, so that no further try makes sense
     */
    boolean pass(Duration time);
}
