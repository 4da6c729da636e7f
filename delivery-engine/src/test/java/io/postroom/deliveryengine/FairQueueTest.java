package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    /** Grouped by the first letter, then by the second. */
    private final FairQueue<String> queue = new FairQueue<>(
            List.of(each -> each.charAt(0), each -> each.charAt(1)));

    private List<String> drain() {
        List<String> order = new ArrayList<>();
        for (String each = queue.poll(); each != null; each = queue.poll()) {
            order.add(each);
        }
        return order;
    }

    @Test
    void groupsTakeTurnsAndSoDoTheirGroups() {
        // Given
        List.of("Ax1", "Ax2", "Ax3", "Ay1", "Bz1", "Bz2").forEach(queue::add);

        // When
        List<String> order = drain();

        // Then
        assertThat(order).containsExactly("Ax1", "Bz1", "Ay1", "Bz2", "Ax2", "Ax3");
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void removesFromAnywhere() {
        // Given
        List.of("Ax1", "Ax2", "Ay1", "Bz1").forEach(queue::add);

        // When
        queue.removeIf(each -> each.startsWith("Ax") || each.startsWith("B"));

        // Then
        assertThat(queue.size()).isEqualTo(1);
        assertThat(drain()).containsExactly("Ay1");
        assertThat(queue.poll()).isNull();
    }
}
