package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.Objects;

/**
 * A delay topic. Every record waits equally long in it, so that the head is always the next one due.
 *
 * @param topic its name
 * @param delay how long a record waits in it
 */
public record DelayTier(String topic, Duration delay) {
    public DelayTier {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(delay, "delay");
    }
}
