package io.postroom.smsworker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PartialTextsTest {
    private final PartialTexts partial = new PartialTexts(2);

    @Test
    void whatIsKeptIsGivenOnce() {
        // Given
        UUID text = UUID.randomUUID();
        partial.keep(text, List.of("n1"));

        // Then
        assertThat(partial.take(text)).containsExactly("n1");
        assertThat(partial.take(text)).isEmpty();
    }

    @Test
    void theLatestAreKept() {
        // Given
        List<UUID> texts = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());

        // When
        texts.forEach(text -> partial.keep(text, List.of("n1")));

        // Then
        assertThat(texts).extracting(text -> partial.take(text).size()).containsExactly(0, 1, 1);
    }
}
