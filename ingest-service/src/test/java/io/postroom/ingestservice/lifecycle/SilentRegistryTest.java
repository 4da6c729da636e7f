package io.postroom.ingestservice.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.postroom.ingestservice.Settings;
import io.postroom.ingestservice.config.IngestSettings;
import io.postroom.ingestservice.waiting.Patience;
import io.postroom.ingestservice.waiting.StoppablePause;
import io.postroom.ingestservice.waiting.StoppedWaitingException;
import io.postroom.ingestservice.waiting.Wait;
import io.postroom.ingestservice.waiting.Waits;
import io.postroom.ingestservice.wire.OutgoingSchemas;
import io.postroom.ingestservice.wire.ParsedSchemas;
import io.postroom.schemas.v1.CaseEvent;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An ingest that asked a registry which took the connection and never answered stood for four minutes without a word,
 * since the registry's client waits 60 seconds and asks four times.
 */
class SilentRegistryTest {
    @TempDir
    Path state;

    @Test
    void aRegistryThatNeverAnswersIsNamedFromTheBeginningAndReportedSoon() throws Exception {
        // Given
        Waits waits = new Waits();
        StoppablePause pause = new StoppablePause();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            IngestSettings settings = Settings.of("127.0.0.1:1", "http://127.0.0.1:" + silent.getLocalPort(),
                    Settings.rules(), state, 2);
            try (SchemaRegistryClient registry = IngestParts.registryClient(settings)) {
                OutgoingSchemas schemas = new OutgoingSchemas(registry, new ParsedSchemas(), true,
                        new Patience(waits, pause, Clock.systemUTC()));

                // When
                CompletableFuture<Void> waiting = CompletableFuture
                        .runAsync(() -> schemas.await(Map.of("case-events", CaseEvent.getClassSchema())));

                // Then
                await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(waits.current())
                        .extracting(Wait::what).containsExactly("the schema registry"));
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(waits.current())
                        .extracting(Wait::detail).first().asString().contains("does not answer"));
                pause.stop();
                assertThat(waiting).failsWithin(Duration.ofSeconds(30)).withThrowableThat()
                        .withCauseInstanceOf(StoppedWaitingException.class);
            }
        }
    }
}
