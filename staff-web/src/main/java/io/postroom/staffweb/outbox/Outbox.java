package io.postroom.staffweb.outbox;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What is to be published, in the database: asked for in the transaction of what it belongs to, published by whoever runs,
 * in the order in which it was asked for as far as one instance goes.
 *
 * <p>A send that is asked for again, by a second click or a repeated request, is one send. Safe for use by any thread.
 */
public final class Outbox {
    private static final int NO_ROW = -1;

    private final JdbcTemplate jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;

    /** The outbox of a database. */
    public Outbox(JdbcTemplate jdbc, TransactionOperations transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Something to publish. Personal data.
     *
     * @param sendId the send's id, or that of a command or step
     * @param topic where to, or null for the topic of sends
     * @param key the record's key, or null for the send's id
     */
    public record Item(long position, UUID sendId, byte[] payload, @Nullable String topic, @Nullable String key) {
        @Override
        public String toString() {
            return "Item[" + position + "]";
        }
    }

    /** Publishes what it is given, and returns once the broker has all of it. */
    public interface Publishing {
        /** Publishes all, or throws. */
        void publish(List<Item> items);
    }

    /** Asks for a send; answers whether it had not been asked for yet. */
    public boolean add(UUID sendId, byte[] payload) {
        return jdbc.update("""
            insert into outbox (send_id, batch_row, payload, added_at) values (?, ?, ?, ?) on conflict do nothing""",
                sendId, NO_ROW, payload, Timestamp.from(clock.instant())) == 1;
    }

    /** Asks for a record of another topic; answers whether the record of this id had not been asked for yet. */
    public boolean add(UUID id, String topic, String key, byte[] payload) {
        return jdbc.update("""
            insert into outbox (send_id, batch_row, payload, added_at, topic, record_key) values (?, ?, ?, ?, ?, ?)
            on conflict do nothing""", id, NO_ROW, payload, Timestamp.from(clock.instant()), topic, key) == 1;
    }

    /**
     * Publishes the first items that wait and that nobody else is about to publish, and forgets what they say. If this is
     * interrupted between the two, they are published again: ingest recognises the send.
     */
    public int publish(int most, Publishing publishing) {
        Integer published = transactions.execute(transaction -> {
            List<Item> items = jdbc.query("""
                select position, send_id, payload, topic, record_key from outbox where published_at is null
                order by position limit ? for update skip locked""",
                    (row, number) -> new Item(row.getLong("position"), row.getObject("send_id", UUID.class),
                            row.getBytes("payload"), row.getString("topic"), row.getString("record_key")),
                    most);
            if (!items.isEmpty()) {
                publishing.publish(items);
                jdbc.update("update outbox set payload = null, published_at = ? where position = any(?)",
                        Timestamp.from(clock.instant()),
                        IntStream.range(0, items.size()).mapToObj(i -> items.get(i).position()).toArray(Long[]::new));
            }
            return items.size();
        });
        return published == null ? 0 : published;
    }
}
