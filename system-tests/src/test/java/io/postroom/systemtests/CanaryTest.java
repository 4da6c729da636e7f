package io.postroom.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postroom.local.LocalPlatform;
import io.postroom.local.PlatformOptions;
import io.postroom.local.Service;
import io.postroom.local.ServiceProcess;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.systemtests.support.Canaries;
import io.postroom.systemtests.support.EventPublisher;
import io.postroom.systemtests.support.ExampleEvents;
import io.postroom.systemtests.support.Journal;
import io.postroom.systemtests.support.SharedPlatform;
import io.postroom.systemtests.support.TraceCollector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Puts a unique canary into every field of every example, lets all of it run at DEBUG, and looks for the canaries in
 * everything that is not meant to hold personal data: logs, traces, metrics, health pages, record keys, record headers (those of
 * dead letters and of Kafka Streams' own topics too), topic names and file names.
 */
class CanaryTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private final TraceCollector collector = new TraceCollector();
    private LocalPlatform platform;
    private final Map<Service, ServiceProcess> processes = new EnumMap<>(Service.class);

    @BeforeEach
    void start() {
        platform = LocalPlatform.start(
                PlatformOptions.surroundings(folder.resolve("data"), SharedPlatform.rules(folder.resolve("rules"))),
                line -> {});
        for (Service service : Service.values()) {
            // In the form of the chart, which holds more than lines for people do.
            processes.put(service, platform.startProcess(service, Map.of("logging.level.root", "DEBUG",
                    "logging.structured.format.console", "ecs", "postroom.tracing.endpoint",
                    collector.address().toString())));
        }
        processes.values().forEach(process -> process.awaitReady(PATIENCE));
    }

    @AfterEach
    void stop() {
        processes.values().forEach(ServiceProcess::close);
        platform.close();
        collector.close();
    }

    @Test
    void personal_data_is_in_no_log_metric_key_header_or_name() {
        // Given
        Canaries canaries = new Canaries();
        List<CaseEvent> events = ExampleEvents.all("").stream().map(canaries::into).toList();
        List<String> ids = events.stream().map(CaseEvent::getId).toList();
        Journal journal = new Journal(platform);

        // When
        try (EventPublisher publisher = new EventPublisher(platform)) {
            publisher.publish(events);
            publisher.publish("case-events", "broken", ("broken " + canaries.fresh()).getBytes(StandardCharsets.UTF_8));
            await("all ended").atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
                assertThat(journal.decisions(ids)).extracting(d -> d.getEventId()).containsAll(ids);
                assertThat(journal.states(ids).values()).isNotEmpty().allSatisfy(states -> assertThat(states)
                        .containsAnyOf(NotificationState.DELIVERED, NotificationState.SUPPRESSED,
                                NotificationState.FAILED));
            });
        }

        // Then
        await("traces of every step").atMost(PATIENCE).untilAsserted(() -> assertThat(collector.text()).contains(
                "postroom.notification.id", "decide", "deliver", "call provider", "settle", "report"));
        assertThat(received()).as("the canaries did travel: what people received holds them")
                .anyMatch(text -> canaries.all().stream().anyMatch(text::contains));
        List<String> found = new ArrayList<>();
        Map<String, String> places = places(journal);
        places.forEach((place, text) -> found.addAll(canaries.in(place, text)));
        assertThat(found).isEmpty();
        assertThat(places.entrySet().stream().filter(place -> place.getKey().startsWith("log "))
                .filter(place -> place.getValue().contains("\"notificationId\":\"")).map(Map.Entry::getKey))
                .as("logs that name notifications").hasSizeGreaterThanOrEqualTo(4);
    }

    /** Everything to be searched, by where it is. */
    private Map<String, String> places(Journal journal) {
        Map<String, String> places = new java.util.TreeMap<>();
        places.put("traces", collector.text());
        processes.values().forEach(process -> {
            places.put(process.service() + " metrics", get(process.address().resolve("actuator/prometheus")));
            places.put(process.service() + " health", get(process.address().resolve("actuator/health")));
        });
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            for (Path file : files.filter(f -> !f.startsWith(folder.resolve("data").resolve("outside"))).toList()) {
                places.merge("file names", file.toString(), (a, b) -> a + "\n" + b);
                if (file.toString().endsWith(".log") && !file.startsWith(folder.resolve("data").resolve("broker"))) {
                    places.put("log " + file.getFileName(), Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String topic : journal.topics().topics()) {
            StringBuilder text = new StringBuilder(topic).append('\n');
            // The back office keys its own events; and a service's status topic is keyed, by contract, by the case
            // reference as that service gave it, for that service's systems alone.
            boolean keyedByTheService = topic.equals("case-events") || topic.endsWith(".notification-status.v1");
            if (!keyedByTheService && !topic.startsWith("__")) {
                journal.topics().bytes(topic).forEach(record -> {
                    text.append(record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8))
                            .append('\n');
                    record.headers().forEach(header -> text.append(header.key()).append('=')
                            .append(header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8))
                            .append('\n'));
                });
            }
            places.put("keys and headers of " + topic, text.toString());
        }
        return places;
    }

    private List<String> received() {
        return platform.outside().ledger().all().stream()
                .map(accepted -> io.postroom.systemtests.support.ReceivedMessages
                        .describe(platform.outside().ledger(), accepted))
                .toList();
    }

    private static String get(URI uri) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
