package io.postroom.deliveryengine;

import org.apache.kafka.common.KafkaException;

/** Nobody could tell whether a transaction was committed. */
final class InDoubtException extends KafkaException {
    private static final long serialVersionUID = 1L;

    InDoubtException(Throwable cause) {
        super("The brokers did not say whether a transaction was committed.", cause);
    }
}
