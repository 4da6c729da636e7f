package io.postroom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;

class WorkerSettingsTest {
    @TempDir
    Path folder;

    @Test
    void everyProblemIsReportedAtOnce() {
        // Given
        WorkerSettings settings = TestSettings.of(Map.of("postroom.topics.prefix", "Not A Prefix",
                "postroom.worker.attempt-deadline", "60s", "postroom.worker.concurrency", "0"));

        // When
        List<String> problems = settings.problems();

        // Then
        assertThat(problems).hasSize(5).anyMatch(one -> one.contains("postroom.kafka.bootstrap-servers"))
                .anyMatch(one -> one.contains("postroom.schema-registry.url"))
                .anyMatch(one -> one.contains("postroom.topics.prefix"))
                .anyMatch(one -> one.contains("drain-time") && one.contains("may send twice"))
                .anyMatch(one -> one.contains("postroom.worker.concurrency"));
    }

    /** Otherwise each slow answer were an attempt that nobody knows the end of. */
    @Test
    void aProviderIsNotWaitedForUntilTheAttemptIsInterrupted() {
        assertThatThrownBy(() -> started(Map.of("postroom.worker.attempt-deadline", "30s"),
                context -> context.registerSingleton("waits", new Waits(Map.of("a.read-timeout",
                        Duration.ofSeconds(30), "a.connect-timeout", Duration.ofSeconds(29))))))
                .hasRootCauseInstanceOf(InvalidConfigurationException.class).rootCause().message()
                .contains("a.read-timeout is PT30S; it must be shorter than postroom.worker.attempt-deadline (PT30S)")
                .doesNotContain("a.connect-timeout");
    }

    private record Waits(Map<String, Duration> waits) implements CheckedSettings {
        @Override
        public List<String> problems() {
            return List.of();
        }
    }

    @Test
    void goodSettingsHaveNoProblem() {
        assertThat(TestSettings.of("localhost:9092", "https://one:8081/a, https://two").problems()).isEmpty();
    }

    @Test
    void aWorkerWithBadSettingsDoesNotStart() {
        assertThatThrownBy(() -> new SpringApplicationBuilder(TestWorker.Application.class).properties("server.port=0")
                .initializers(context -> context.getBeanFactory().registerSingleton("channel",
                        new TestWorker.Channels(List.of(new ScriptedProvider("one")))))
                .run()).hasRootCauseInstanceOf(InvalidConfigurationException.class).rootCause()
                .hasMessageContaining("bootstrap-servers").hasMessageContaining("schema-registry.url");
    }

    @Test
    void aPropertyThatNothingReadsStopsTheStart() {
        assertThatThrownBy(() -> started(Map.of("postroom.worker.concurency", "5", "postroom.kafak.properties.a", "b",
                "postroom.kafka.bootstrap-server", "localhost:9092")))
                .hasRootCauseInstanceOf(InvalidConfigurationException.class).rootCause()
                .hasMessageContaining("postroom.worker.concurency is no property of this worker")
                .hasMessageContaining("postroom.kafak.properties.a is no property")
                .hasMessageContaining("postroom.kafka.bootstrap-server is no property");
    }

    @Test
    void whatOtherServicesReadFromTheSameFileStopsNothing() {
        // Given: bad enough to end the start, so that the sentences can be read
        assertThatThrownBy(() -> started(Map.of("postroom.topics.partitions", "6", "postroom.ingest.threads", "2",
                "postroom.keys.secret-file", "/nowhere", "postroom.email.bounces.address", "a@b.example",
                "postroom.kafka.properties.sasl.mechanism", "PLAIN", "POSTROOM_SERVICE_HOST", "10.0.0.1")))
                .hasRootCauseInstanceOf(InvalidConfigurationException.class).rootCause().message()
                .contains("bootstrap-servers").doesNotContain("is no property");
    }

    private static void started(Map<String, Object> properties) {
        started(properties, beans -> {});
    }

    private static void started(Map<String, Object> properties, Consumer<ConfigurableListableBeanFactory> more) {
        new SpringApplicationBuilder(TestWorker.Application.class).properties("server.port=0").properties(properties)
                .initializers(context -> {
                    context.getBeanFactory().registerSingleton("channel",
                            new TestWorker.Channels(List.of(new ScriptedProvider("one"))));
                    more.accept(context.getBeanFactory());
                }).run().close();
    }

    @Test
    void secretsComeFromFilesAndDoNotPrint() throws Exception {
        // Given
        Path file = Files.writeString(folder.resolve("password"), "hunter2\n");

        // When
        Secret secret = Secret.resolve(null, file);

        // Then
        assertThat(secret.reveal()).isEqualTo("hunter2");
        assertThat(secret).hasToString("•••");
        assertThat(Secret.problems("a.password", Secret.of("x"), file)).singleElement().asString()
                .contains("both set");
        assertThat(Secret.problems("a.password", null, folder.resolve("none"))).singleElement().asString()
                .contains("a.password-file");
    }
}
