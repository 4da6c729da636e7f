package io.postroom.staffweb;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.staffweb.RunningStaffWeb.Platform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators ask, at the port that browsers do not reach. */
@ExtendWith(RunningStaffWeb.class)
class ManagementTest {
    private final Platform platform;

    ManagementTest(Platform platform) {
        this.platform = platform;
    }

    @Test
    void meters_and_health_are_at_a_port_of_their_own_and_no_page_shows_them() throws Exception {
        // When
        HttpResponse<String> meters = get(management(), "/actuator/prometheus");
        HttpResponse<String> liveness = get(management(), "/actuator/health/liveness");
        HttpResponse<String> readiness = get(management(), "/actuator/health/readiness");

        // Then
        assertThat(meters.statusCode()).isEqualTo(200);
        assertThat(meters.body()).contains("postroom_staff_waiting", "postroom_staff_outbox_age_seconds",
                "postroom_staff_spreadsheet_age_seconds", "postroom_staff_projection_age_seconds",
                "postroom_staff_passed_over_total{reason=\"refused\"}", "hikaricp_connections");
        assertThat(liveness.body()).contains("\"staffWorkings\":{\"status\":\"UP\"");
        assertThat(readiness.body()).as("what it waits for would stand here").contains("\"startGate\":{");
        for (String path : new String[]{"/actuator", "/actuator/prometheus", "/actuator/health/readiness"}) {
            assertThat(get(platform.port(), path).statusCode()).as(path).isIn(302, 404);
        }
    }

    private int management() {
        return platform.context().getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
