package io.postroom.ingestservice.door;

import io.postroom.ingestservice.sources.SendIdentity;
import io.postroom.ingestservice.wire.Sorted;
import io.postroom.rules.RuleBook;
import io.postroom.rules.identity.KeyHasher;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.InternalEvent;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.telemetry.TraceHeader;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;

/** Gives what was read its place: the services that may be spoken for, and the case that it belongs to. */
final class Admission {
    private final RuleBook rules;
    private final KeyHasher keys;
    private final ContentHash hash = new ContentHash();

    Admission(RuleBook rules, KeyHasher keys) {
        this.rules = rules;
        this.keys = keys;
    }

    Sorted.Usable<InternalEvent> admit(CaseEvent event, Arrival arrival) {
        List<String> services = rules.servicesOn(arrival.topic()).stream().sorted().toList();
        return new Sorted.Usable<>(keys.caseKey(event.getSource(), event.getCaseReference()),
                internal(event, services, hash.of(event), arrival));
    }

    Sorted.Usable<InternalEvent> admit(SendRequest request, Arrival arrival) {
        return new Sorted.Usable<>(keys.caseKey(request.getService(), SendIdentity.caseReference(request)),
                internal(request, List.of(), hash.of(request), arrival));
    }

    private static InternalEvent internal(IndexedRecord content, List<String> services, ByteBuffer hash,
            Arrival arrival) {
        return InternalEvent.newBuilder().setServices(services).setContent(content).setContentHash(hash)
                .setReceivedAt(arrival.timestamp())
                .setTraceparent(TraceHeader.valid(arrival.headers().get(Names.Headers.TRACEPARENT)))
                .build();
    }
}
