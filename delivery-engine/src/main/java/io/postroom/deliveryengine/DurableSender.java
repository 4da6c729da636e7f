package io.postroom.deliveryengine;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends a record and returns once the brokers have it. */
@FunctionalInterface
interface DurableSender {
    void send(ProducerRecord<byte[], byte[]> record) throws InterruptedException, ExecutionException;
}
