package io.postroom.deliveryengine;

import java.time.Duration;

/** What an attempt says about the provider, as opposed to the record. */
sealed interface GateSignal {
    /** It answered. */
    record Success() implements GateSignal {}

    /** It failed, perhaps for this record only. */
    record Failure() implements GateSignal {}

    /** It asks to wait. */
    record Throttled(Duration retryAfter) implements GateSignal {}

    /** It cannot be used. */
    record Unavailable(String reason) implements GateSignal {}

    /** It works, and refuses this sender. */
    record SenderRefused() implements GateSignal {}

    /** It was not called. */
    record NotAsked() implements GateSignal {}

    static GateSignal of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered delivered -> new Success();
            case Outcome.Rejected rejected -> new Success();
            case Outcome.Unfinished unfinished -> new Success();
            case Outcome.Retry retry -> new Failure();
            case Outcome.Unknown unknown -> new Failure();
            case Outcome.Throttled throttled -> new Throttled(throttled.retryAfter());
            case Outcome.SenderRefused refused -> new SenderRefused();
            case Outcome.Unavailable unavailable -> new Unavailable(unavailable.reason());
        };
    }
}
