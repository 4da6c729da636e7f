package io.postroom.ingestservice.reference;

import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** What workers and providers say of what is sent: late, twice, in the wrong order, or never. */
final class WorkerTraffic {
    private static final List<StatusReason> REASONS = List.of(StatusReason.UNKNOWN_RECIPIENT, StatusReason.RETURNED,
            StatusReason.RECIPIENT_UNREACHABLE, StatusReason.RECIPIENT_UNREACHABLE, StatusReason.RECIPIENT_REFUSED,
            StatusReason.CONTENT_REFUSED, StatusReason.PROVIDER_FAILED, StatusReason.RETRIES_SPENT);

    private final Random random;
    private final PriorityQueue<Due> due = new PriorityQueue<>(
            Comparator.comparing(Due::at).thenComparing(Due::number));
    private int number;

    private record Due(Instant at, int number, Input what) {}

    WorkerTraffic(Random random) {
        this.random = random;
    }

    /** The next that has come by a moment; null for none. */
    Input next(Instant now) {
        return due.isEmpty() || due.peek().at().isAfter(now) ? null : due.poll().what();
    }

    void sent(NotificationIdentity identity, Instant now) {
        if (random.nextInt(5) != 0) {
            heard(identity, NotificationState.SENDING, null, now.plusSeconds(random.nextInt(3)));
        }
        switch (random.nextInt(20)) {
            case 0, 1 -> heard(identity, NotificationState.FAILED, reason(), soon(now));
            case 2 -> heard(identity, NotificationState.EXPIRED, StatusReason.TOO_OLD, soon(now));
            case 3 -> undecided(identity, soon(now));
            case 4, 5 -> heard(identity, NotificationState.SENT, null, soon(now));
            case 6, 7 -> taken(identity, now, NotificationState.FAILED, false);
            case 8 -> taken(identity, now, NotificationState.FAILED, true);
            case 9 -> taken(identity, now, NotificationState.UNKNOWN, true);
            default -> taken(identity, now, NotificationState.DELIVERED, false);
        }
    }

    private void undecided(NotificationIdentity identity, Instant at) {
        heard(identity, NotificationState.UNKNOWN, StatusReason.OUTCOME_UNKNOWN, at);
        switch (random.nextInt(4)) {
            case 0 -> heard(identity, NotificationState.FAILED, reason(), later(at));
            case 1 -> heard(identity, NotificationState.DELIVERED, null, later(at));
            case 2 -> taken(identity, later(at), NotificationState.DELIVERED, false);
            default -> {
                // For ever.
            }
        }
    }

    /** A provider takes it, in parts where it is a text, and reports of each. */
    private void taken(NotificationIdentity identity, Instant now, NotificationState end, boolean deliveredAfterAll) {
        int parts = identity.getChannel() == Channel.SMS && random.nextInt(4) == 0 ? 2 : 1;
        int attempt = random.nextInt(10) == 0 ? 2 : 1;
        heard(identity, NotificationState.SENT, null, soon(now));
        StatusReason reason = end == NotificationState.FAILED && random.nextInt(10) != 0 ? reason() : null;
        for (int part = 0; part < parts; part++) {
            String reference = identity.getNotificationId() + "-" + attempt + "-" + part;
            add(new Input.Accepted(reference, identity, parts, attempt, now), soon(now));
            Instant reported = random.nextInt(3) == 0 ? soon(now) : later(now);
            if (random.nextInt(6) == 0) {
                add(new Input.Reported(reference, identity, NotificationState.SENT, null, now), soon(now));
            }
            add(new Input.Reported(reference, identity, end, reason, reported), reported);
            if (deliveredAfterAll) {
                Instant late = reported.plus(Duration.ofHours(1 + random.nextInt(200)));
                add(new Input.Reported(reference, identity, NotificationState.DELIVERED, null, late), late);
            }
        }
    }

    private void heard(NotificationIdentity identity, NotificationState state, StatusReason reason, Instant at) {
        Instant stamped = random.nextInt(10) == 0 ? at.minusSeconds(random.nextInt(600)) : at;
        add(new Input.Heard(identity, state, reason, stamped), at);
    }

    private void add(Input what, Instant at) {
        due.add(new Due(at, number++, what));
        if (random.nextInt(20) == 0) {
            due.add(new Due(later(at), number++, what));
        }
    }

    private StatusReason reason() {
        return REASONS.get(random.nextInt(REASONS.size()));
    }

    private Instant soon(Instant now) {
        return now.plusMillis(random.nextInt(120_000));
    }

    private Instant later(Instant now) {
        return now.plusSeconds(random.nextInt(random.nextInt(5) == 0 ? 500_000 : 20_000));
    }
}
