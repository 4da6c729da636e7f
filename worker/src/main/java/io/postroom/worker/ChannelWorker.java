package io.postroom.worker;

import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DeliveryTerms;
import io.postroom.schemas.v1.NotificationIdentity;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One channel: the bean that a worker application declares. Everything else comes from the auto-configuration.
 *
 * @param <R> the request
 */
public interface ChannelWorker<R extends SpecificRecord> {
    /** The channel, hence the topics. */
    Channel channel();

    /** The request's class. */
    Class<R> requestType();

    /** The identity of a request. */
    NotificationIdentity identity(R request);

    /** The terms of a request. */
    DeliveryTerms terms(R request);

    /** The name a request is sent under, which a provider may refuse; null where there is no such thing. */
    default @Nullable String sender(R request) {
        return null;
    }

    /**
     * Builds what does the work. Called once, after every {@link CheckedSettings} has been found in order; nothing may be
     * connected yet.
     *
     * @param receipts where delivery reports go; to be used only between start and stop of a part
     */
    ChannelParts<R> build(ReceiptSink receipts);
}
