package io.postroom.ingestservice.wire;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.postroom.ingestservice.waiting.UnavailableException;
import java.io.IOException;

/** Says in a sentence why the registry cannot be used. What the registry wrote is left out: it may quote anything. */
final class RegistryFailures {
    private RegistryFailures() {}

    static UnavailableException unavailable(RestClientException e) {
        return new UnavailableException("The schema registry refused with HTTP status " + e.getStatus() + " and code "
                + e.getErrorCode() + "." + advice(e.getStatus()), e);
    }

    static UnavailableException unavailable(IOException e) {
        return new UnavailableException(
                "The schema registry does not answer (" + e.getClass().getSimpleName() + "). Check its address.", e);
    }

    /** The client tells a schema of a type that it cannot parse from an outage by this message alone. */
    static boolean isUnusableSchema(IOException e) {
        return e.getClass() == IOException.class && e.getMessage() != null
                && e.getMessage().startsWith("Invalid schema");
    }

    private static String advice(int status) {
        return switch (status) {
            case 401, 403 -> " Check the credentials under postroom.schema-registry.properties.";
            case 404 -> " Check that postroom.schema-registry.url is the registry's Confluent API.";
            default -> "";
        };
    }
}
