package io.postroom.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadyCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(out, true, UTF_8), new PrintStream(out, true, UTF_8));
    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void an_instance_that_is_ready_and_shows_its_meters_is_all_well() {
        // Given
        answers("/actuator/health/readiness", 200, "{\"status\":\"UP\"}");
        answers("/actuator/prometheus", 200, "# HELP\njvm_info 1.0\n");

        // When / Then
        assertThat(Main.run(List.of("ready", address()), console)).isZero();
        assertThat(out.toString(UTF_8)).contains("ready, and shows its meters");
    }

    @Test
    void one_that_waits_says_what_it_waits_for() {
        // Given
        answers("/actuator/health/readiness", 503, "{\"status\":\"OUT_OF_SERVICE\",\"waitsFor\":\"the registry\"}");

        // When / Then
        assertThat(Main.run(List.of("ready", address()), console)).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("not ready", "the registry");
    }

    @Test
    void one_without_meters_is_noticed() {
        // Given
        answers("/actuator/health/readiness", 200, "{\"status\":\"UP\"}");

        // When / Then
        assertThat(Main.run(List.of("ready", address()), console)).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("without meters (status 404)");
    }

    @Test
    void nobody_there_is_no_answer() {
        // Given
        String address = address();
        service.stop(0);

        // When / Then
        assertThat(Main.run(List.of("ready", address), console)).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("no answer");
        assertThat(Main.run(List.of("ready", "postroom-ingest"), console)).isEqualTo(2);
        assertThat(Main.run(List.of("ready"), console)).isEqualTo(2);
    }

    private String address() {
        return "http://127.0.0.1:" + service.getAddress().getPort();
    }

    private void answers(String path, int status, String body) {
        service.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
