package io.postroom.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks a service whether it is ready, as Kubernetes does. */
public final class HealthProbe {
    private static final int PATIENCE_MILLIS = 2_000;

    private HealthProbe() {}

    /** Whether the service at an address says that it is ready. */
    public static boolean isReady(URI service) {
        try {
            HttpURLConnection connection = open(service);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    /** What it says of itself while it is not ready: what it waits for. */
    static String answer(URI service) {
        try {
            HttpURLConnection connection = open(service);
            try (InputStream body = connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST
                    ? connection.getInputStream()
                    : connection.getErrorStream()) {
                return body == null ? "nothing" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return "nothing (" + e.getClass().getSimpleName() + ")";
        }
    }

    private static HttpURLConnection open(URI service) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) service.resolve("/actuator/health/readiness").toURL()
                .openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        return connection;
    }
}
