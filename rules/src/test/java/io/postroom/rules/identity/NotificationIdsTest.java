package io.postroom.rules.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("scaled")
class NotificationIdsTest {

    /** Worked out with Python's hashlib and uuid; if it changes, every replayed event sends its messages again. */
    @Test
    void theEncodingIsForEver() {
        assertThat(NotificationIds.forEvent("urn:example:a", "e-1", "svc", "rule", "applicant", "p-1", 3, Channel.SMS))
                .isEqualTo(UUID.fromString("008be078-a2b3-5006-8aea-8047d1362fb9"));
        assertThat(NotificationIds.forEvent("urn:example:a", "e-1", "svc", "rule", "applicant", null, 3, Channel.SMS))
                .isEqualTo(UUID.fromString("796db2d0-501a-56c7-a5ce-81259ec1979d"));
        assertThat(NotificationIds.forSend(UUID.fromString("11111111-2222-4333-8444-555555555555"), 4, Channel.EMAIL))
                .isEqualTo(UUID.fromString("f3beb153-3f05-595f-a01d-61eaf135b0d5"));
    }

    @Test
    void theyAreOfVersionFive() {
        UUID id = NotificationIds.forEvent("s", "e", "svc", "rule", "r", null, 0, Channel.LETTER);
        assertThat(id.version()).isEqualTo(5);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void aReferenceCountsInsteadOfThePosition() {
        assertThat(NotificationIds.forEvent("s", "e", "svc", "rule", "r", "p", 0, Channel.SMS))
                .isEqualTo(NotificationIds.forEvent("s", "e", "svc", "rule", "r", "p", 1, Channel.SMS));
        assertThat(NotificationIds.forEvent("s", "e", "svc", "rule", "r", null, 0, Channel.SMS))
                .isNotEqualTo(NotificationIds.forEvent("s", "e", "svc", "rule", "r", null, 1, Channel.SMS))
                .isNotEqualTo(NotificationIds.forEvent("s", "e", "svc", "rule", "r", "0", 0, Channel.SMS));
    }

    /** Parts that differ only in where one ends and the next begins are the classic mistake. */
    @Test
    void differentPartsGiveDifferentIds() {
        // Given
        Random random = new Random(20261120);
        String[] words = {"", "a", "b", "ab", "ba", "0", "1", "\0", "a\0", ":", "é"};
        Map<UUID, List<Object>> seen = new HashMap<>();
        int inputs = Integer.getInteger("generated.inputs", 10_000);

        for (int i = 0; i < inputs; i++) {
            List<Object> parts = new ArrayList<>();
            for (int part = 0; part < 6; part++) {
                parts.add(words[random.nextInt(words.length)]);
            }
            boolean referenced = random.nextBoolean();
            int index = random.nextInt(3);
            Channel channel = Channel.values()[random.nextInt(3)];
            parts.add(referenced);
            parts.add(channel);
            if (!referenced) {
                parts.set(5, index);
            }

            // When
            UUID id = NotificationIds.forEvent("" + parts.get(0), "" + parts.get(1), "" + parts.get(2),
                    "" + parts.get(3), "" + parts.get(4), referenced ? "" + parts.get(5) : null, index, channel);

            // Then
            assertThat(seen.putIfAbsent(id, parts)).isIn(null, parts);
        }
    }
}
