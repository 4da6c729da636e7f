package io.postroom.deliveryengine;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes a record and says what the engine has to know of it. Runs on a virtual thread, before the record waits for
 * its gate, and may block. Called from many threads at once.
 *
 * @param <T> the type of the request
 */
@FunctionalInterface
public interface RecordReader<T> {
    /**
     * Reads one record.
     *
     * @throws UnreadableRecordException if no later attempt can succeed: the record goes to the dead-letter topic
     * @throws Exception                 for anything else, such as an absent schema registry: it is tried again without
     *                                   end, with back-off, and costs the record no attempt
     */
    ReadRequest<T> read(ConsumerRecord<byte[], byte[]> record) throws Exception;
}
