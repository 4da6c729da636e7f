package io.postroom.worker;

import io.postroom.deliveryengine.ReadRequest;
import io.postroom.deliveryengine.RecordReader;
import io.postroom.deliveryengine.RequestFacts;
import io.postroom.deliveryengine.UnknownPolicy;
import io.postroom.schemas.v1.DeliveryTerms;
import io.postroom.schemas.v1.NotificationIdentity;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes requests. Only malformed bytes and a definite "no such schema" make a record unreadable; whatever else the
 * registry does not answer is tried again.
 */
final class RequestReader<R extends SpecificRecord> implements RecordReader<R> {
    private final ChannelWorker<R> worker;
    private final RegistryDecoder decoder;
    private final List<String> gates;

    RequestReader(ChannelWorker<R> worker, List<Provider<R>> providers, RegistryDecoder decoder) {
        this.worker = worker;
        this.decoder = decoder;
        this.gates = providers.stream().map(Provider::name).toList();
    }

    @Override
    public ReadRequest<R> read(ConsumerRecord<byte[], byte[]> record) throws Exception {
        R request = decoder.decode(record, worker.requestType());
        NotificationIdentity identity = worker.identity(request);
        DeliveryTerms terms = worker.terms(request);
        return new ReadRequest<>(request, new RequestFacts(identity.getNotificationId().toString(),
                identity.getService(), gates, terms.getExpiresAt(), policy(terms),
                worker.sender(request)));
    }

    private static UnknownPolicy policy(DeliveryTerms terms) {
        return switch (terms.getUnknownOutcome()) {
            case RESEND -> UnknownPolicy.RESEND;
            // A policy that this version does not know yet: the one that never doubles.
            case ASK, UNRECOGNISED -> UnknownPolicy.ASK;
        };
    }
}
