package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;

    private static List<Long> takeAll(TokenBucket bucket, long from, long to, long step) {
        List<Long> taken = new ArrayList<>();
        for (long now = from; now < to; now += step) {
            while (bucket.available(now)) {
                bucket.take(now);
                taken.add(now);
            }
        }
        return taken;
    }

    private static void assertNeverMoreThan(List<Long> taken, int perSecond) {
        for (int i = 0; i + perSecond < taken.size(); i++) {
            assertThat(taken.get(i + perSecond) - taken.get(i)).isGreaterThanOrEqualTo(SECOND);
        }
    }

    private static TokenBucket whole(double rate) {
        TokenBucket bucket = new TokenBucket(rate, 0);
        bucket.share(1, 0);
        return bucket;
    }

    @Test
    void givesTheRateEvenly() {
        // When
        List<Long> taken = takeAll(whole(50), 0, 11 * SECOND, MILLI);

        // Then
        assertThat(taken.size()).isBetween(495, 500);
        assertNeverMoreThan(taken, 50);
    }

    @Test
    void keepsTheRateWhenItsTakerIsIrregular() {
        // Given
        TokenBucket bucket = whole(200);
        Random random = new Random(5);
        List<Long> taken = new ArrayList<>();

        // When
        for (long now = 0; now < 20 * SECOND; now += (long) (random.nextDouble() * 40 * MILLI)) {
            while (bucket.available(now)) {
                bucket.take(now);
                taken.add(now);
            }
        }

        // Then
        assertNeverMoreThan(taken, 200);
        assertThat(taken.size()).isGreaterThan(19 * 200 * 9 / 10);
    }

    @Test
    void doesNotSaveTokensUp() {
        // Given
        TokenBucket bucket = whole(100);
        takeAll(bucket, SECOND, 2 * SECOND, MILLI);

        // When
        List<Long> afterIdleTime = takeAll(bucket, 60 * SECOND, 60 * SECOND + MILLI, MILLI);

        // Then
        assertThat(afterIdleTime.size()).isLessThanOrEqualTo(6);
    }

    @Test
    void aLargerShareHoldsASecondLaterAndASmallerOneAtOnce() {
        // Given
        TokenBucket bucket = new TokenBucket(100, 0);

        // When
        bucket.share(0.5, 0);
        List<Long> first = takeAll(bucket, 0, SECOND, MILLI);
        List<Long> second = takeAll(bucket, SECOND, 3 * SECOND, MILLI);
        bucket.share(0.1, 3 * SECOND);
        List<Long> third = takeAll(bucket, 3 * SECOND, 5 * SECOND, MILLI);
        bucket.share(0, 5 * SECOND);
        List<Long> last = takeAll(bucket, 5 * SECOND, 9 * SECOND, MILLI);

        // Then
        assertThat(first).isEmpty();
        assertThat(second.size()).isBetween(97, 101);
        assertThat(third.size()).isBetween(8, 20);
        assertThat(last).isEmpty();
    }

    @Test
    void twoInstancesKeepTheRateTogetherWhileSharesMove() {
        // Given
        TokenBucket one = new TokenBucket(60, 0);
        TokenBucket other = new TokenBucket(60, 0);
        one.share(1, 0);
        other.share(0, 0);
        List<Long> taken = new ArrayList<>();
        Random random = new Random(6);

        // When
        double share = 1;
        for (long now = 0; now < 60 * SECOND; now += MILLI) {
            if (now % (3 * SECOND) == 0) {
                double next = random.nextInt(5) / 4.0;
                // Given up before it is taken.
                (next < share ? one : other).share(next < share ? next : 1 - next, now);
                (next < share ? other : one).share(next < share ? 1 - next : next, now + 1);
                share = next;
            }
            for (TokenBucket bucket : List.of(one, other)) {
                while (bucket.available(now)) {
                    bucket.take(now);
                    taken.add(now);
                }
            }
        }

        // Then
        assertNeverMoreThan(taken, 60);
        assertThat(taken.size()).isGreaterThan(1_000);
    }

    @Test
    void waitsWhenTheProviderAsksForIt() {
        // Given
        TokenBucket limited = whole(10);
        TokenBucket unlimited = new TokenBucket(0, 0);

        // When
        limited.waitUntil(5 * SECOND);
        unlimited.waitUntil(5 * SECOND);

        // Then
        assertThat(limited.available(5 * SECOND - 1)).isFalse();
        assertThat(limited.available(5 * SECOND)).isTrue();
        assertThat(unlimited.available(5 * SECOND - 1)).isFalse();
        assertThat(unlimited.available(5 * SECOND)).isTrue();
    }

    @Test
    void aShareBelowOneTokenASecondStillGetsItsTokens() {
        // Given
        TokenBucket bucket = new TokenBucket(1, 0);
        bucket.share(0.25, 0);

        // When
        List<Long> taken = takeAll(bucket, 0, 41 * SECOND, 10 * MILLI);

        // Then
        assertThat(taken.size()).isBetween(9, 10);
    }

    @Test
    void saysTheWholeTokensThatItGives() {
        // Given
        TokenBucket bucket = new TokenBucket(24, 0);

        // When
        bucket.share(0.245, 0);
        List<Long> taken = takeAll(bucket, 0, 11 * SECOND, MILLI);

        // Then
        assertThat(bucket.effectiveRate()).isEqualTo(5);
        assertThat(taken.size()).isBetween(49, 50);
        assertThat(bucket.belowOneASecond()).isFalse();
    }

    @Test
    void saysThatAShareOfLessThanATokenASecondHoldsForItAlone() {
        // Given
        TokenBucket bucket = new TokenBucket(2, 0);

        // When
        bucket.share(0.3, 0);
        takeAll(bucket, 0, 3 * SECOND, MILLI);

        // Then
        assertThat(bucket.effectiveRate()).isEqualTo(0.6);
        assertThat(bucket.belowOneASecond()).isTrue();
        bucket.share(0, 3 * SECOND);
        assertThat(bucket.belowOneASecond()).as("without a share").isFalse();
    }

    /** Its grants are remembered, however many there were. */
    @Test
    void aSmallerShareHoldsForTheSecondThatIsUnderWay() {
        // Given
        TokenBucket bucket = whole(10);
        List<Long> taken = takeAll(bucket, SECOND, 12 * SECOND + 500 * MILLI, MILLI);

        // When
        bucket.share(0.5, 12 * SECOND + 500 * MILLI);
        List<Long> after = takeAll(bucket, 12 * SECOND + 500 * MILLI, 20 * SECOND, MILLI);

        // Then
        List<Long> latest = new ArrayList<>(taken.subList(taken.size() - 5, taken.size()));
        latest.addAll(after);
        assertNeverMoreThan(latest, 5);
        assertThat(after).hasSizeBetween(33, 38);
    }
}
