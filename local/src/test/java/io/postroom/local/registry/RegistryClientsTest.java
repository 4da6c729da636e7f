package io.postroom.local.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A registry once lost the answer to a request, and whoever had asked waited for minutes. */
@Tag("full")
class RegistryClientsTest {
    private final AtomicInteger requests = new AtomicInteger();

    @Test
    void whatTheRegistryDoesNotAnswerIsAskedAgain() throws Exception {
        // Given
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.setExecutor(threads);
            server.createContext("/", this::answerAllButTheFirst);
            server.start();

            // When
            try (SchemaRegistryClient client = RegistryClients.of("http://127.0.0.1:" + server.getAddress().getPort(),
                    Map.of())) {
                int id = client.register("topic-value", new AvroSchema("\"string\""));

                // Then
                assertThat(id).isEqualTo(7);
                assertThat(requests.get()).isGreaterThan(1);
            }
        } finally {
            server.stop(0);
        }
    }

    private void answerAllButTheFirst(HttpExchange exchange) throws IOException {
        if (requests.incrementAndGet() == 1) {
            return;
        }
        byte[] body = "{\"id\":7,\"version\":1}".getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
