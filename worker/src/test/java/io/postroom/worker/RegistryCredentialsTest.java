package io.postroom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The repackaged client finds by name what signs in; where the names are missing it signs in nowhere and says nothing. */
class RegistryCredentialsTest {
    @Test
    void the_registry_is_asked_with_the_password() throws Exception {
        // When
        List<String> seen = askWith(Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info",
                "postroom:secret"));

        // Then
        assertThat(seen).containsExactly(
                "Basic " + Base64.getEncoder().encodeToString("postroom:secret".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void the_registry_is_asked_with_the_token() throws Exception {
        // When
        List<String> seen = askWith(Map.of("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token",
                "a-token"));

        // Then
        assertThat(seen).containsExactly("Bearer a-token");
    }

    private static List<String> askWith(Map<String, String> properties) throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] none = "[]".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, none.length);
            exchange.getResponseBody().write(none);
            exchange.close();
        });
        server.start();
        try (var client = new CachedSchemaRegistryClient("http://127.0.0.1:" + server.getAddress().getPort(), 10,
                properties)) {
            assertThat(client.getAllSubjects()).isEmpty();
        } finally {
            server.stop(0);
        }
        return seen;
    }
}
