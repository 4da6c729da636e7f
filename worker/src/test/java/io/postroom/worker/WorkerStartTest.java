package io.postroom.worker;

import static io.postroom.worker.TestInstallation.NAMES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.core.env.Environment;

/** A worker whose surroundings are not there yet. */
class WorkerStartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void waitsForTheBrokersAndSaysSo() throws Exception {
        // Given
        int nobody = freePort();

        // When
        try (TestWorker worker = TestWorker.start("127.0.0.1:" + nobody, "mock://" + nobody,
                Map.of("logging.level.chatty", "DEBUG", "logging.level.chatty.library", "TRACE"),
                new ScriptedProvider("one"))) {
            // Then
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(waitingFor(worker)).contains("Kafka brokers"));
            assertThat(worker.readiness().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(worker.bean(LoopHealth.class).health().getStatus()).isEqualTo(Status.UP);
            assertThat(probe(worker, "readiness")).contains("waitingFor").contains("Kafka brokers");
            assertThat(probe(worker, "liveness")).contains("UP");
            // And what prints traffic stays quiet, whatever is configured
            assertThat(LoggerFactory.getLogger("chatty.library").isWarnEnabled()).isFalse();
        }
    }

    @Test
    void waitsForMissingTopicsAndBeginsWhenTheyAreThereAsTheyMustBe() {
        // Given
        try (TestInstallation installation = new TestInstallation().withTopicsExcept(NAMES.status())) {
            ScriptedProvider provider = new ScriptedProvider("one");
            try (TestWorker worker = TestWorker.start(installation.bootstrap(), installation.registry(), Map.of(),
                    provider)) {
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(waitingFor(worker))
                        .isEqualTo("topics that do not exist yet: " + NAMES.status()));
                assertThat(provider.running()).isFalse();

                // When
                installation.createTopic(NAMES.status(),
                        Map.of("message.timestamp.type", "CreateTime", "retention.ms", "-1"));

                // Then
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(waitingFor(worker))
                        .contains(NAMES.status() + " has message.timestamp.type=CreateTime and not LogAppendTime")
                        .contains(NAMES.status() + " has retention.ms=-1 and not 604800000"));
                assertThat(provider.running()).isFalse();

                // When
                installation.mendTopic(NAMES.status());

                // Then
                await().atMost(PATIENCE).until(() -> worker.readiness().getStatus().equals(Status.UP));
                assertThat(provider.running()).isTrue();
            }
        }
    }

    @Test
    void waitsForTheRightToSeeATopicAndBeginsWithoutTheRightToSeeHowItIsConfigured() {
        // Given
        try (TestInstallation installation = new TestInstallation().withTopicsExcept(NAMES.status())) {
            installation.createTopic(NAMES.status(), Map.of("message.timestamp.type", "CreateTime"));
            installation.grant(NAMES.status(), "somebody-else", AclOperation.WRITE);
            await().atMost(PATIENCE).until(() -> installation.mayNotLookAt(NAMES.status()));
            ScriptedProvider provider = new ScriptedProvider("one");

            // When
            try (TestWorker worker = TestWorker.start(installation.bootstrap(), installation.registry(), Map.of(),
                    provider)) {
                // Then
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(waitingFor(worker)).isEqualTo(
                        "the right to see these topics (Read, Write or Describe): " + NAMES.status()));
                assertThat(provider.running()).isFalse();

                // When
                installation.grant(NAMES.status(), "ANONYMOUS", AclOperation.WRITE);

                // Then
                await().atMost(PATIENCE).until(() -> worker.readiness().getStatus().equals(Status.UP));
                assertThat(provider.running()).isTrue();
            }
        }
    }

    @Test
    void waitsForTheRegistry() {
        // Given
        try (TestInstallation installation = new TestInstallation().withTopicsExcept();
                TestWorker worker = TestWorker.start(installation.bootstrap(), "http://127.0.0.1:" + freePort(),
                        Map.of(), new ScriptedProvider("one"))) {
            // When, Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(waitingFor(worker)).contains("the schema registry"));
        }
    }

    private static String waitingFor(TestWorker worker) {
        Health health = worker.readiness();
        return String.valueOf(health.getDetails().get("waitingFor"));
    }

    private static String probe(TestWorker worker, String group) throws Exception {
        String port = worker.bean(Environment.class).getProperty("local.server.port");
        HttpURLConnection connection = (HttpURLConnection) URI
                .create("http://127.0.0.1:" + port + "/actuator/health/" + group).toURL().openConnection();
        try (var in = connection.getResponseCode() < 400
                ? connection.getInputStream()
                : connection.getErrorStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
