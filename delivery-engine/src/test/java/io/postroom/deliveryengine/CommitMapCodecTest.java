package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("scaled")
class CommitMapCodecTest {
    private static CommitMap random(Random random, long base, int window, int incompletes, int started) {
        TreeSet<Long> open = new TreeSet<>();
        while (open.size() < Math.min(incompletes, window)) {
            open.add(base + random.nextInt(window));
        }
        List<Long> marked = new ArrayList<>(open);
        java.util.Collections.shuffle(marked, random);
        List<Long> some = marked.subList(0, Math.min(started, marked.size())).stream().sorted().toList();
        return CommitMap.of(base, base + window, List.copyOf(open), some);
    }

    @Test
    void readsWhatItWrote() {
        int inputs = Integer.getInteger("generated.inputs", 10_000);
        Random random = new Random(1);
        for (int i = 0; i < inputs; i++) {
            // Given
            long base = Math.floorMod(random.nextLong(), 1L << 50);
            CommitMap map = random(random, base, 1 + random.nextInt(2_000), random.nextInt(300), random.nextInt(10));

            // When
            String text = CommitMapCodec.encode(base, map);
            CommitMap read = CommitMapCodec.decode(base, text)
                    .orElse(new CommitMap(base, base, new long[0], new long[0]));

            // Then
            assertThat(read.horizon()).as("input %s", i).isEqualTo(map.horizon());
            assertThat(read.incompletes()).as("input %s", i).isEqualTo(map.incompletes());
            assertThat(read.started()).as("input %s", i).isEqualTo(map.started());
        }
    }

    @Test
    void fitsWhateverThePartitionLimitsAllow() {
        Random random = new Random(2);
        for (int i = 0; i < 200; i++) {
            // Given
            CommitMap map = random(random, 1L << 40, 1_400 + random.nextInt(60_000), 1_400, 0);

            // When
            String text = CommitMapCodec.encode(1L << 40, map);

            // Then
            assertThat(text.length()).isLessThanOrEqualTo(CommitMapCodec.MAX_CHARS);
            assertThat(CommitMapCodec.decode(1L << 40, text).orElseThrow().horizon()).isEqualTo(map.horizon());
        }
    }

    @Test
    void lowersTheHorizonRatherThanClaimTooMuchOrForgetWhatIsStarted() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            // Given
            long base = 1_000;
            CommitMap map = random(random, base, 60_000, 3_000, 100);

            // When
            String text = CommitMapCodec.encode(base, map);
            CommitMap read = CommitMapCodec.decode(base, text).orElseThrow();

            // Then
            assertThat(text.length()).isLessThanOrEqualTo(CommitMapCodec.MAX_CHARS);
            assertThat(read.horizon()).isGreaterThan(base + 20_000).isLessThan(map.horizon());
            assertThat(read.started()).isEqualTo(map.started());
            for (long offset = base; offset < map.horizon(); offset++) {
                if (read.isDone(offset)) {
                    assertThat(map.isDone(offset)).as("offset %s", offset).isTrue();
                }
            }
        }
    }

    @Test
    void choosesTheShorterCodec() {
        // Given
        List<Long> everySecond = new ArrayList<>();
        for (long offset = 0; offset < 400; offset += 2) {
            everySecond.add(offset);
        }

        // When
        String dense = CommitMapCodec.encode(0, CommitMap.of(0, 400, everySecond, List.of()));
        String sparse = CommitMapCodec.encode(0, CommitMap.of(0, 40_000, List.of(0L, 20_000L), List.of()));

        // Then
        assertThat(dense.length()).isLessThan(100);
        assertThat(sparse.length()).isLessThan(30);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "something else", "postroom:", "postroom:***", "postroom:AgAA", "postroom:AQkAAA",
            "postroom:AQAF", "postroom:AQABAH9_f39_f39_f39_"})
    void takesWhatItDoesNotKnowForNoMap(String metadata) {
        assertThat(CommitMapCodec.decode(5, metadata)).isEmpty();
    }

    @Test
    void survivesArbitraryBytes() {
        int inputs = Integer.getInteger("generated.inputs", 10_000);
        Random random = new Random(4);
        for (int i = 0; i < inputs; i++) {
            // Given
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length > 1) {
                bytes[0] = 1;
                bytes[1] = (byte) random.nextInt(2);
            }
            String text = "postroom:" + java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

            // When
            var map = CommitMapCodec.decode(100, text);

            // Then
            map.ifPresent(read -> assertThat(read.horizon()).isGreaterThanOrEqualTo(100));
        }
    }
}
