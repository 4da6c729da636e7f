package io.postroom.ingestservice.sources;

import io.postroom.schemas.v1.SendRequest;

/** What stands for event id, source and case where a person or a system asked for a message itself. */
public final class SendIdentity {
    private SendIdentity() {}

    /** Unique among send requests: the send or batch id, and the row of a batch. */
    public static String eventId(SendRequest request) {
        Integer row = request.getBatchRow();
        return row == null ? request.getSendId().toString() : request.getSendId() + "/" + row;
    }

    /** The case as the service refers to it, or the request itself where there is none. */
    public static String caseReference(SendRequest request) {
        String reference = request.getCaseReference();
        return reference == null || reference.isBlank() ? eventId(request) : reference;
    }
}
