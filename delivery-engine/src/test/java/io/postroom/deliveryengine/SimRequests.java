package io.postroom.deliveryengine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the requests of a simulation are like, by their number, and what providers say to them, by chance. */
final class SimRequests {
    /** What a provider does with a call. */
    record Answer(Outcome outcome, boolean accepted, boolean hangs) {}

    private SimRequests() {}

    static RequestFacts facts(int id, Instant now) {
        Instant expiresAt = id % 50 == 49 ? now.plusSeconds(2) : null;
        return new RequestFacts("n-" + id, "service-" + id % 3, id % 7 == 0 ? List.of("b", "a") : List.of("a"),
                expiresAt, id % 4 == 0 ? UnknownPolicy.ASK : UnknownPolicy.RESEND, "sender-" + id % 5);
    }

    /** How often its provider is called for it: once, or up to eight times. */
    static int parts(int id) {
        return id % 11 == 3 || id % 11 == 7 ? 2 + id % 7 : 1;
    }

    static boolean cancelled(int id) {
        return id % 60 == 59;
    }

    static Answer answer(SimWorld world, SimFaults faults) {
        if (!faults.happens(world, 0.3)) {
            return new Answer(Outcome.delivered(), true, false);
        }
        return switch (world.random.nextInt(9)) {
            case 0, 1 -> new Answer(Outcome.retry("busy"), false, false);
            case 2 -> new Answer(new Outcome.Retry("later", Duration.ofSeconds(3)), false, false);
            case 3 -> new Answer(new Outcome.Throttled(Duration.ofMillis(world.random.nextInt(500))), false, false);
            case 4 -> new Answer(new Outcome.Unavailable("down"), false, false);
            case 5 -> new Answer(Outcome.rejected("no-such-number", null), false, false);
            case 6 -> new Answer(new Outcome.SenderRefused("not-registered"), false, false);
            case 7 -> new Answer(new Outcome.Unknown("connection-lost"), world.chance(0.5), false);
            default -> new Answer(new Outcome.Unknown("never-answers"), world.chance(0.5), true);
        };
    }
}
