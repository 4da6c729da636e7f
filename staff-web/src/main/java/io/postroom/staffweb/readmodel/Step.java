package io.postroom.staffweb.readmodel;

import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a notification as it was told.
 *
 * @param state where it was then
 * @param at when
 * @param attempt which attempt led there, 0 if none did
 * @param reason why, or null
 * @param provider the provider concerned, or null
 * @param providerDetail the provider's raw code, or null
 */
public record Step(NotificationState state, Instant at, int attempt, @Nullable StatusReason reason,
        @Nullable String provider, @Nullable String providerDetail) {

    /** Whether ingest itself ended it, before any provider was asked. */
    boolean isIngestsOwn() {
        return attempt == 0 && provider == null;
    }
}
