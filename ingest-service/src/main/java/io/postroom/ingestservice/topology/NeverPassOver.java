package io.postroom.ingestservice.topology;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record that cannot be written is never left out: what can pass is tried again, anything else stops the task, whose
 * transaction is then undone as a whole.
 */
public final class NeverPassOver implements ProductionExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(NeverPassOver.class);

    @Override
    public Response handleError(ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record,
            Exception exception) {
        log.atError().addKeyValue("topic", record.topic())
                .addKeyValue("exception", exception.getClass().getSimpleName()).log("A record could not be written");
        return exception instanceof RetriableException ? Response.retry() : Response.fail();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Response handleSerializationError(ErrorHandlerContext context, ProducerRecord record, Exception exception,
            SerializationExceptionOrigin origin) {
        log.atError().addKeyValue("topic", record.topic())
                .addKeyValue("exception", exception.getClass().getSimpleName()).log("A record could not be encoded");
        return Response.fail();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // There is nothing to set.
    }
}
