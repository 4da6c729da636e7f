package io.postroom.local;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks a service whether it is ready, as Kubernetes does. */
final class HealthProbe {
    private static final int PATIENCE_MILLIS = 2_000;

    private HealthProbe() {}

    static boolean isReady(URI service) {
        try {
            HttpURLConnection connection = (HttpURLConnection) service.resolve("/actuator/health/readiness").toURL()
                    .openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
