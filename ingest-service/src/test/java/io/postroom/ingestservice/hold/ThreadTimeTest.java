package io.postroom.ingestservice.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.ingestservice.Samples;
import io.postroom.ingestservice.stores.Allowance;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a stream thread's time is divided between the tasks of which something is due. */
class ThreadTimeTest {
    private static final int MANY = 1_000;

    private long nanos;
    private final ThreadTime times = new ThreadTime(Duration.ofNanos(60), Duration.ofNanos(12), Duration.ofNanos(30),
            () -> Samples.NOW.plusNanos(nanos));
    private long processed;

    /** How many it takes at one look, each in a nanosecond. */
    private int taken(ThreadTime.Share share, int due) {
        Allowance allowance = share.begin(processed);
        int taken = 0;
        while (taken < due && allowance.oneMore()) {
            taken++;
            nanos++;
        }
        return taken;
    }

    @Test
    void oneTaskThatIsBehindHasTheWholeTime() {
        // Given
        ThreadTime.Share behind = times.share();
        ThreadTime.Share idle = times.share();

        // When Then
        assertThat(taken(behind, MANY)).isEqualTo(60);
        assertThat(taken(idle, 1)).isEqualTo(1);
        assertThat(taken(behind, MANY)).isEqualTo(60);
    }

    @Test
    void thoseThatAreBehindDivideItAndNoneIsLeftWithout() {
        // Given
        ThreadTime.Share one = times.share();
        ThreadTime.Share other = times.share();
        ThreadTime.Share third = times.share();
        taken(one, MANY);
        taken(other, MANY);
        taken(third, MANY);

        // When Then
        assertThat(taken(one, MANY)).isEqualTo(20);
        assertThat(taken(other, MANY)).isEqualTo(20);
        assertThat(taken(third, 5)).as("it is not behind any more").isEqualTo(5);
        assertThat(taken(one, MANY)).isEqualTo(30);
    }

    @Test
    void aTaskThatGoesToAnotherInstanceLeavesItsShare() {
        // Given
        ThreadTime.Share one = times.share();
        ThreadTime.Share other = times.share();
        taken(one, MANY);
        taken(other, MANY);

        // When
        other.close();

        // Then
        assertThat(taken(one, MANY)).isEqualTo(60);
    }

    @Test
    void tasksOfAnotherThreadTakeNothingAway() throws Exception {
        // Given
        ThreadTime.Share one = times.share();
        ThreadTime.Share other = times.share();
        Thread thread = Thread.ofPlatform().start(() -> taken(other, MANY));
        thread.join();

        // When
        taken(one, MANY);

        // Then
        assertThat(taken(one, MANY)).isEqualTo(60);
    }

    @Test
    void whileThereAreNewEventsLooksAreShortAndRestsFollow() {
        // Given
        ThreadTime.Share share = times.share();
        taken(share, MANY);

        // When Then
        processed++;
        nanos += 30;
        assertThat(taken(share, MANY)).isEqualTo(12);
        processed++;
        nanos += 29;
        assertThat(taken(share, MANY)).as("it rests").isZero();
        processed++;
        nanos++;
        assertThat(taken(share, MANY)).isEqualTo(12);
        nanos++;
        assertThat(taken(share, MANY)).as("nothing else is to be done any more").isEqualTo(60);
    }
}
