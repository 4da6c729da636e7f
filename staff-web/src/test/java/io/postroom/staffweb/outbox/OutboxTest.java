package io.postroom.staffweb.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postroom.staffweb.TestDatabase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutboxTest {
    private TestDatabase database;
    private Outbox outbox;

    @BeforeAll
    void start() {
        database = TestDatabase.start();
        outbox = new Outbox(database.jdbc(), database.transactions(), Clock.systemUTC());
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void a_send_that_is_asked_for_twice_is_published_once_also_after_it_went() {
        // Given
        UUID send = UUID.randomUUID();
        List<UUID> published = new ArrayList<>();
        Outbox.Publishing publishing = items -> items.forEach(item -> published.add(item.sendId()));

        // When
        boolean first = outbox.add(send, new byte[]{1});
        boolean second = outbox.add(send, new byte[]{1});
        outbox.publish(10, publishing);
        boolean third = outbox.add(send, new byte[]{1});
        outbox.publish(10, publishing);

        // Then
        assertThat(List.of(first, second, third)).containsExactly(true, false, false);
        assertThat(published).containsExactly(send);
        assertThat(database.jdbc().queryForObject("select payload from outbox where send_id = ?", byte[].class, send))
                .as("personal data goes with it").isNull();
    }

    @Test
    void what_the_broker_does_not_take_stays() {
        // Given
        UUID send = UUID.randomUUID();
        outbox.add(send, new byte[]{2});

        // When
        assertThatThrownBy(() -> outbox.publish(10, items -> {
            throw new IllegalStateException("away");
        })).hasMessage("away");
        List<byte[]> taken = new ArrayList<>();
        outbox.publish(10, items -> items.forEach(item -> taken.add(item.payload())));

        // Then
        assertThat(taken).containsExactly(new byte[]{2});
    }
}
