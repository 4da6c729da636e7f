package io.postroom.deliveryengine;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transactional producer that is made when first needed and made anew after a failure. Used by one thread. */
final class Transactions implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Transactions.class);
    private static final Duration CLOSE = Duration.ofSeconds(5);
    /** Each takes {@code max.block.ms}; together longer than a transaction may last. */
    private static final int COMMITS = 3;

    private final Supplier<Map<String, Object>> properties;
    private @Nullable Producer<byte[], byte[]> producer;

    Transactions(Supplier<Map<String, Object>> properties) {
        this.properties = properties;
    }

    /**
     * Runs the work in one transaction.
     *
     * @throws InDoubtException if the brokers did not say what became of it
     * @throws KafkaException   if it was not committed; the producer is given up then, so that the brokers abort what it
     *                          left open
     */
    void run(Consumer<Producer<byte[], byte[]>> work) {
        try {
            Producer<byte[], byte[]> mine = producer();
            mine.beginTransaction();
            work.accept(mine);
            commit(mine);
        } catch (KafkaException e) {
            abort();
            throw e;
        }
    }

    /** After a time-out the only thing allowed is to ask again: it may have been committed. */
    private static void commit(Producer<byte[], byte[]> mine) {
        for (int timeouts = 1;; timeouts++) {
            try {
                mine.commitTransaction();
                return;
            } catch (TimeoutException e) {
                if (timeouts == COMMITS) {
                    throw new InDoubtException(e);
                }
            } catch (InterruptException e) {
                throw new InDoubtException(e);
            }
        }
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> mine = producer;
        if (mine == null) {
            mine = new KafkaProducer<>(properties.get());
            producer = mine;
            mine.initTransactions();
        }
        return mine;
    }

    private void abort() {
        Producer<byte[], byte[]> mine = producer;
        producer = null;
        if (mine == null) {
            return;
        }
        try {
            mine.abortTransaction();
        } catch (KafkaException | IllegalStateException e) {
            log.atDebug().addKeyValue("error", e.getClass().getName()).log("Nothing to abort, or no way to.");
        }
        mine.close(CLOSE);
    }

    @Override
    public void close() {
        Producer<byte[], byte[]> mine = producer;
        producer = null;
        if (mine != null) {
            mine.close(CLOSE);
        }
    }
}
