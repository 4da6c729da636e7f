package io.postroom.deliveryengine;

import java.util.Objects;

/**
 * A record, read.
 *
 * @param request the decoded request, handed to the handler as it is
 * @param facts   what the engine has to know of it
 * @param <T>     the type of the request
 */
public record ReadRequest<T>(T request, RequestFacts facts) {
    public ReadRequest {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(facts, "facts");
    }

    /** Without the request: it holds personal data. */
    @Override
    public String toString() {
        return "ReadRequest[" + facts.reference() + "]";
    }
}
