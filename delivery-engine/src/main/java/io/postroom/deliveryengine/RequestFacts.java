package io.postroom.deliveryengine;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the engine has to know of a request. Nothing in here may identify a person: it goes into logs and metric tags.
 *
 * @param reference     the notification id, for logs
 * @param service       the service that the request belongs to; services take turns at a gate
 * @param gates         names of the gates it may pass, in order of preference; a later one is used only while the circuit
 *                      of every earlier one is open
 * @param expiresAt     not handed over after this moment; null for never
 * @param unknownPolicy what to do after an interrupted hand-over
 * @param sender        the name it is sent under, which a provider may refuse; null if there is none
 */
public record RequestFacts(String reference, String service, List<String> gates, @Nullable Instant expiresAt,
        UnknownPolicy unknownPolicy, @Nullable String sender) {

    public RequestFacts {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(unknownPolicy, "unknownPolicy");
        gates = List.copyOf(gates);
        if (gates.isEmpty()) {
            throw new IllegalArgumentException("A request must name at least one gate.");
        }
    }

    /** A request without a sender. */
    public RequestFacts(String reference, String service, List<String> gates, @Nullable Instant expiresAt,
            UnknownPolicy unknownPolicy) {
        this(reference, service, gates, expiresAt, unknownPolicy, null);
    }
}
