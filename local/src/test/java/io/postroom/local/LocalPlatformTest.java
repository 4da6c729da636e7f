package io.postroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postroom.local.event.Publisher;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPlatformTest {
    @TempDir
    Path folder;

    @Test
    void topicsSchemasAndRecordsOutliveARestartOfBrokerAndRegistry() throws Exception {
        // Given
        Path data = folder.resolve("data");
        PlatformOptions options = PlatformOptions.surroundings(data, folder.resolve("rules"));
        try (LocalPlatform platform = LocalPlatform.start(options, Progress.SILENT)) {
            publish(platform);
            assertThat(topics(platform)).containsAll(Names.Topics.DEFAULT.all()).contains("case-events",
                    "case-events.dead-letter.v1");
            assertThat(get(platform.registryUrl() + "/subjects"))
                    .contains(Names.Topics.DEFAULT.receipt(Channel.SMS) + "-value");
            assertThat(get(platform.registryUrl() + "/config")).contains("FULL_TRANSITIVE");

            // When: as after a power cut
            platform.broker().kill();
            platform.registry().kill();
            platform.broker().start();
            platform.registry().start();

            // Then
            assertThat(records(platform)).isEqualTo(1);
            assertThat(get(platform.registryUrl() + "/subjects")).contains("case-events-value");
            publish(platform);
            assertThat(records(platform)).isEqualTo(2);
        }

        // When: another start that keeps nothing
        try (LocalPlatform platform = LocalPlatform.start(options, Progress.SILENT)) {
            // Then
            assertThat(records(platform)).isZero();
        }
    }

    /** An ingest once stood still for 90 seconds, and all that was said of it was that its log says why, which it did not. */
    @Test
    void ofAServiceThatDoesNotGetReadyIsSaidWhatItWaitsForAndWhereItsThreadsStand() {
        // Given
        Path data = folder.resolve("data");
        try (LocalPlatform platform = LocalPlatform.start(PlatformOptions.surroundings(data, folder.resolve("rules")),
                Progress.SILENT)) {
            // When
            assertThatThrownBy(() -> platform.startHere(Service.SMS, Map.of("postroom.topics.prefix", "absent."),
                    Duration.ofSeconds(3)))
                    // Then
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining("topics that do not exist yet")
                    .hasMessageContaining("sms-threads.txt");
            assertThat(data.resolve("services").resolve("sms-threads.txt")).content().contains("\"worker-start\"");
        }
    }

    @Test
    void aFolderWithSomebodysFilesIsNotTouched() throws IOException {
        // Given
        Path mine = Files.writeString(folder.resolve("my-thesis.txt"), "x");

        // When
        assertThatThrownBy(() -> LocalPlatform.start(PlatformOptions.surroundings(folder, folder), Progress.SILENT))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("not Postroom's");

        // Then
        assertThat(mine).exists();
    }

    private static void publish(LocalPlatform platform) {
        CaseEvent event = CaseEvent.newBuilder().setId("e1").setSource("urn:example:x").setType("thing.happened")
                .setTime(Instant.EPOCH).setCaseReference("C-1").setRecipients(List.of()).setData(Map.of()).build();
        try (Publisher publisher = new Publisher(platform.bootstrapServers(), platform.registryUrl())) {
            Publisher.await(publisher.publish("case-events", "e1", event));
        }
    }

    private static Set<String> topics(LocalPlatform platform) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()))) {
            return admin.listTopics().names().get();
        }
    }

    private static long records(LocalPlatform platform) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()))) {
            long records = 0;
            for (int partition = 0; partition < platform.options().partitions(); partition++) {
                TopicPartition of = new TopicPartition("case-events", partition);
                records += admin.listOffsets(Map.of(of, OffsetSpec.latest())).partitionResult(of).get().offset();
            }
            return records;
        }
    }

    private static String get(String address) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(address)).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
