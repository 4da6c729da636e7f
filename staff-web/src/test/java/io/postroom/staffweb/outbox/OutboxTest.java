package io.postroom.staffweb.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postroom.staffweb.TestDatabase;
import io.postroom.staffweb.watch.Waiting;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
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

    @Test
    void an_error_while_something_is_published_ends_no_schedule_and_what_waits_meanwhile_is_measured() {
        // Given
        Instant asked = Instant.parse("2026-11-21T00:00:00Z");
        UUID send = UUID.randomUUID();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Waiting waiting = new Waiting(database.client(), Clock.fixed(asked.plusSeconds(600), ZoneOffset.UTC), meters);
        waiting.look();
        assertThat(meters.get("postroom.staff.outbox.age").gauge().value()).isZero();
        new Outbox(database.jdbc(), database.transactions(), Clock.fixed(asked, ZoneOffset.UTC)).add(send,
                new byte[]{3});
        waiting.look();
        assertThat(meters.get("postroom.staff.outbox.age").gauge().value()).isEqualTo(600);
        AtomicInteger tries = new AtomicInteger();
        List<UUID> published = new CopyOnWriteArrayList<>();
        OutboxRunner runner = new OutboxRunner(outbox, items -> {
            if (tries.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("a jar that was exchanged under the process");
            }
            items.forEach(item -> published.add(item.sendId()));
        });

        // When
        runner.start();

        // Then
        try {
            await().untilAsserted(() -> assertThat(published).containsExactly(send));
        } finally {
            runner.stop();
        }
        waiting.look();
        assertThat(meters.get("postroom.staff.outbox.age").gauge().value()).isZero();
    }

    @Test
    void a_spreadsheet_that_is_due_and_does_not_move_is_measured_and_one_that_waits_for_its_time_is_not() {
        // Given
        Instant now = Instant.parse("2026-11-21T12:00:00Z");
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Waiting waiting = new Waiting(database.client(), Clock.fixed(now, ZoneOffset.UTC), meters);
        batch("SENDING", now.minusSeconds(9_000), now.plusSeconds(60), null);
        batch("SENT", now.minusSeconds(9_000), now.minusSeconds(8_000), now.minusSeconds(7_000));
        waiting.look();
        assertThat(meters.get("postroom.staff.spreadsheet.age").gauge().value()).isZero();

        // When
        batch("SENDING", now.minusSeconds(9_000), now.minusSeconds(8_000), now.minusSeconds(300));
        batch("UPLOADED", now.minusSeconds(200), null, null);
        waiting.look();

        // Then
        assertThat(meters.get("postroom.staff.spreadsheet.age").gauge().value()).isEqualTo(300);
    }

    private void batch(String state, Instant uploaded, Instant due, Instant published) {
        database.client()
                .sql("""
                    insert into batch (id, service, template_id, channel, language, template_hash, file_hash, uploaded_by, uploaded_at,
                        state, due_at, last_published_at)
                    values (gen_random_uuid(), 's', 't', 'SMS', 'EN', 'h', 'f', 'staff-7', :uploaded, :state, :due, :published)""")
                .param("uploaded", Timestamp.from(uploaded)).param("state", state)
                .param("due", due == null ? null : Timestamp.from(due), Types.TIMESTAMP)
                .param("published", published == null ? null : Timestamp.from(published), Types.TIMESTAMP).update();
    }
}
