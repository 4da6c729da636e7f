package io.postroom.staffweb.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final Hand clock = new Hand();
    private final RateLimit limit = new RateLimit(clock, 3, Duration.ofSeconds(30));

    @Test
    void each_has_its_chances_at_once_and_they_come_back_one_by_one() {
        // When
        long first = IntStream.range(0, 10).filter(i -> limit.allows("one")).count();
        boolean other = limit.allows("other");
        clock.forward(Duration.ofSeconds(10));
        long later = IntStream.range(0, 10).filter(i -> limit.allows("one")).count();
        clock.forward(Duration.ofDays(1));
        long muchLater = IntStream.range(0, 10).filter(i -> limit.allows("one")).count();

        // Then
        assertThat(first).isEqualTo(3);
        assertThat(other).isTrue();
        assertThat(later).isEqualTo(1);
        assertThat(muchLater).as("no more than all of them").isEqualTo(3);
    }

    /** A clock that goes when it is told. */
    private static final class Hand extends Clock {
        private Instant now = Instant.parse("2026-11-27T12:00:00Z");

        void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
