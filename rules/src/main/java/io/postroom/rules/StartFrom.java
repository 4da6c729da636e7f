package io.postroom.rules;

import java.time.Instant;

/** Where the reading of a source begins that was never read before. */
public sealed interface StartFrom {

    /** With what is published from now on: history floods nobody. */
    record Now() implements StartFrom {}

    /** With the oldest record that the topic has. */
    record Earliest() implements StartFrom {}

    /** With the first record written at or after a moment. */
    record At(Instant moment) implements StartFrom {}
}
