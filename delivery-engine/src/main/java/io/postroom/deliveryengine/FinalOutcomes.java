package io.postroom.deliveryengine;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Makes final outcomes durable. Runs on the virtual thread of the attempt, before the record counts as done: what is
 * published here is published at least once for every record. May block; called from many threads at once.
 *
 * @param <T> the type of the request
 */
@FunctionalInterface
public interface FinalOutcomes<T> {
    /**
     * Publishes a final outcome and returns once it is durable.
     *
     * @throws Exception if it could not be published: it is called again, with back-off, until it succeeds
     */
    void onFinal(Delivery<T> delivery, FinalOutcome outcome) throws Exception;

    /**
     * Reports a record that could not be read; it is in the dead-letter topic already.
     *
     * @throws Exception if it could not be reported: it is called again, with back-off, until it succeeds
     */
    default void onUnreadable(ConsumerRecord<byte[], byte[]> record, String reason) throws Exception {}
}
