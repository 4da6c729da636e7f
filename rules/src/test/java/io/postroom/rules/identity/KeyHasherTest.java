package io.postroom.rules.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.postroom.content.Channel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyHasherTest {
    private final KeyHasher keys = new KeyHasher("0123456789abcdef".getBytes(StandardCharsets.UTF_8));

    /** Worked out with Python's hmac; if it changes, nothing that is kept is found again. */
    @Test
    void theEncodingIsForEver() {
        assertThat(keys.caseKey("urn:example:a", "AB12 CDE")).isEqualTo("BKd_Ug3c1adAgVC7IyopUQ");
        assertThat(keys.recipientKey(Channel.SMS, "447700900111")).isEqualTo("FzZ-Gj_R9lm8WsMDywsZOg");
    }

    @Test
    void whatDiffersHasDifferentKeys() {
        assertThat(List.of(keys.caseKey("a", "bc"), keys.caseKey("ab", "c"), keys.caseKey("abc", ""),
                keys.recipientKey(Channel.SMS, "1"), keys.recipientKey(Channel.EMAIL, "1"),
                new KeyHasher(new byte[32]).caseKey("a", "bc"))).doesNotHaveDuplicates();
    }

    @Test
    void keysAreShortAndSafeEverywhere() {
        assertThat(keys.caseKey("a", "b")).matches("[A-Za-z0-9_-]{22}");
    }

    @Test
    void neitherTheSecretNorAWeakOneIsShown() {
        assertThat(keys.toString()).isEqualTo("KeyHasher[•••]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyHasher("too short".getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("9 bytes").withMessageNotContaining("too short");
    }

    @Test
    void manyThreadsMayUseOneHasher() {
        // Given
        String expected = keys.caseKey("a", "b");

        // When, Then
        assertThat(IntStream.range(0, 2_000).parallel().mapToObj(i -> keys.caseKey("a", "b"))).containsOnly(expected);
    }
}
