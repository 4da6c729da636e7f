package io.postroom.staffweb.readmodel;

import static io.postroom.schemas.v1.NotificationState.CANCELLED;
import static io.postroom.schemas.v1.NotificationState.CREATED;
import static io.postroom.schemas.v1.NotificationState.DELIVERED;
import static io.postroom.schemas.v1.NotificationState.EXPIRED;
import static io.postroom.schemas.v1.NotificationState.FAILED;
import static io.postroom.schemas.v1.NotificationState.HELD;
import static io.postroom.schemas.v1.NotificationState.SENDING;
import static io.postroom.schemas.v1.NotificationState.SENT;
import static io.postroom.schemas.v1.NotificationState.SUPPRESSED;
import static io.postroom.schemas.v1.NotificationState.UNKNOWN;
import static io.postroom.schemas.v1.StatusReason.UNKNOWN_RECIPIENT;
import static io.postroom.staffweb.readmodel.Told.byProvider;
import static io.postroom.staffweb.readmodel.Told.step;

import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Courses of notifications, each with where it ends, as design and receipts make them. */
final class Courses {
    private Courses() {}

    static Stream<Arguments> all() {
        return Stream.of(
                course("usual", DELIVERED, step(CREATED, 0), step(SENDING, 1), byProvider(SENT, 2, null),
                        byProvider(DELIVERED, 9, null)),
                course("waited", SENT, step(CREATED, 0), step(HELD, 1), step(SENDING, 60), byProvider(SENT, 61, null)),
                course("late receipt after a failure", DELIVERED, step(CREATED, 0), byProvider(SENT, 2, null),
                        byProvider(FAILED, 5, StatusReason.NO_RECEIPT), byProvider(DELIVERED, 90, null)),
                course("late receipt of an unknown", DELIVERED, step(CREATED, 0), step(SENDING, 1),
                        byProvider(UNKNOWN, 4, StatusReason.OUTCOME_UNKNOWN), byProvider(DELIVERED, 70, null)),
                course("unknown sent again", SENT, step(CREATED, 0), step(SENDING, 1),
                        byProvider(UNKNOWN, 4, StatusReason.OUTCOME_UNKNOWN), step(SENDING, 50),
                        byProvider(SENT, 51, null)),
                course("unknown given up", FAILED, step(SENDING, 1),
                        byProvider(UNKNOWN, 4, StatusReason.OUTCOME_UNKNOWN),
                        byProvider(FAILED, 50, StatusReason.NO_RECEIPT)),
                course("attempts spent, sent again", SENT, step(CREATED, 0), step(SENDING, 1),
                        byProvider(FAILED, 50, StatusReason.RETRIES_SPENT), step(SENDING, 90),
                        byProvider(SENT, 91, null)),
                course("failed for good, and nothing afterwards", FAILED, step(SENDING, 1),
                        byProvider(FAILED, 4, UNKNOWN_RECIPIENT), byProvider(SENT, 91, null)),
                course("failure told by a clock that is behind", FAILED, step(CREATED, 30), step(SENDING, 31),
                        byProvider(SENT, 32, null), byProvider(FAILED, 0, UNKNOWN_RECIPIENT)),
                course("delivery told by a clock that is behind", DELIVERED, step(CREATED, 30),
                        byProvider(SENT, 32, null), byProvider(DELIVERED, 0, null)),
                course("mended rule", SENT, step(FAILED, 0), step(CREATED, 600), step(SENDING, 601),
                        byProvider(SENT, 602, null)),
                course("no longer suppressed", CREATED, step(SUPPRESSED, 0), step(CREATED, 600)),
                course("cancelled while it waits", CANCELLED, step(CREATED, 0), step(HELD, 1), step(CANCELLED, 9)),
                course("expired, and nothing afterwards", EXPIRED, step(CREATED, 0), step(EXPIRED, 5),
                        step(SENDING, 6)));
    }

    private static Arguments course(String name, NotificationState end, Step... steps) {
        return Arguments.of(name, end, List.of(steps));
    }
}
