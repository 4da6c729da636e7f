package io.postroom.telemetry;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where traces go.
 *
 * @param endpoint where an OpenTelemetry collector takes traces by OTLP over HTTP, such as {@code http://collector:4318/v1/traces};
 *                 nothing is traced if it is not set
 * @param share    which share of the notifications is traced, from 0 to 1; all, 1, by default. The services choose the same ones
 * @param headers  sent with every export, such as an authorisation
 */
public record TracingProperties(@Nullable String endpoint, @Nullable Double share,
        @Nullable Map<String, String> headers) {

    /** What is wrong with them, a sentence each. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (endpoint != null && !isAddress(endpoint)) {
            problems.add("postroom.tracing.endpoint is not an address; write it as http://collector:4318/v1/traces.");
        }
        if (share != null && !(share >= 0 && share <= 1)) {
            problems.add("postroom.tracing.share is " + share + ", but must be between 0 and 1.");
        }
        return problems;
    }

    private static boolean isAddress(String endpoint) {
        try {
            URI uri = URI.create(endpoint);
            return uri.getHost() != null && List.of("http", "https").contains(uri.getScheme());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Without the headers, which may be secret. */
    @Override
    public String toString() {
        return "TracingProperties[" + endpoint + "]";
    }
}
