package io.postroom.ingestservice.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.postroom.ingestservice.IngestServiceApplication;
import io.postroom.ingestservice.Samples;
import io.postroom.ingestservice.Settings;
import io.postroom.ingestservice.TestBroker;
import io.postroom.ingestservice.broker.Broker;
import io.postroom.ingestservice.sources.SourceRegister;
import io.postroom.ingestservice.sources.SourceTopics;
import io.postroom.ingestservice.sources.StartPositions;
import io.postroom.rules.SourceBinding;
import io.postroom.rules.SourceFormat;
import io.postroom.rules.StartFrom;
import io.postroom.schemas.v1.CaseEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** What happens to the sources, and to ingest itself, on a real broker. */
class IngestOnABrokerTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Instant TODAY = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private static EmbeddedKafkaKraftBroker broker;

    @TempDir
    Path folder;

    private RunningIngest ingest;

    @BeforeAll
    static void startBroker() {
        broker = TestBroker.start(Map.of("authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer", "allow.everyone.if.no.acl.found", "true"));
    }

    @AfterAll
    static void stopBroker() {
        broker.destroy();
    }

    @BeforeEach
    void prepare() {
        ingest = new RunningIngest(broker.getBrokersAsString(), folder);
    }

    @AfterEach
    void close() {
        ingest.close();
    }

    @Test
    void aMissingSourceIsReportedAndReadFromItsBeginningWhenItAppears() {
        // Given
        ingest.create(ingest.source(), 1);
        IngestRuntime runtime = ingest.start();
        await().atMost(PATIENCE).until(runtime::isRunning);
        await().atMost(PATIENCE).until(() -> runtime.missingSources().equals(List.of(ingest.otherSource())));
        publish(ingest.source(), 0, "before");
        await().atMost(PATIENCE).until(() -> ingest.requested().equals(List.of("before")));

        // When
        ingest.create(ingest.otherSource(), 3);
        publish(ingest.otherSource(), 0, "late 0");
        publish(ingest.otherSource(), 2, "late 2");

        // Then
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(ingest.requested()).containsExactlyInAnyOrder("before", "late 0", "late 2"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(runtime.missingSources()).isEmpty());
        assertThat(runtime.hasFailed()).isFalse();
    }

    @Test
    void aSourceMayGainPartitions() {
        // Given
        ingest.create(ingest.source(), 1);
        IngestRuntime runtime = ingest.start();
        await().atMost(PATIENCE).until(runtime::isRunning);
        publish(ingest.source(), 0, "before");
        await().atMost(PATIENCE).until(() -> ingest.requested().equals(List.of("before")));

        // When
        ingest.grow(ingest.source(), 5);
        IntStream.range(0, 5).forEach(partition -> publish(ingest.source(), partition, "after " + partition));

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ingest.requested()).containsExactlyInAnyOrder("before",
                "after 0", "after 1", "after 2", "after 3", "after 4"));
        assertThat(runtime.hasFailed()).isFalse();
    }

    @Test
    void historyIsNotSentWhetherItsTopicIsThereOrAppearsLateOrItsOffsetsAreLost() {
        // Given
        ingest.create(ingest.source(), 2);
        Instant now = Instant.now();
        publishYear(ingest.source(), now);
        IngestRuntime runtime = ingest.start();
        await().atMost(PATIENCE).until(runtime::isRunning);

        // When
        ingest.create(ingest.otherSource(), 2);
        publishYear(ingest.otherSource(), now);
        publish(ingest.source(), 0, "new");
        publish(ingest.otherSource(), 1, "new in a late topic");

        // Then
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(ingest.requested()).containsExactlyInAnyOrder("new", "new in a late topic"));

        // When
        ingest.stop();
        RunningIngest.await(ingest.admin.deleteConsumerGroups(List.of(ingest.group())).all());
        publish(ingest.source(), 1, "while it was away");
        IngestRuntime again = ingest.start();
        await().atMost(PATIENCE).until(again::isRunning);
        publish(ingest.source(), 1, "afterwards");

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ingest.requested()).containsExactlyInAnyOrder("new",
                "new in a late topic", "while it was away", "afterwards"));
    }

    @Test
    void aSourceIsReadFromItsBeginningOrFromAMomentWhereTheRulesSaySo() throws Exception {
        // Given
        Instant now = Instant.now();
        Instant moment = now.minus(Duration.ofHours(71));
        startFrom(ingest.source(), "earliest");
        startFrom(ingest.otherSource(), '"' + moment.toString() + '"');
        for (String source : List.of(ingest.source(), ingest.otherSource())) {
            ingest.create(source, 2);
            for (int day = 5; day > 0; day--) {
                ingest.publish(source, day % 2, now.minus(Duration.ofDays(day)),
                        event(source.equals(ingest.source()) ? "first " + day : "other " + day, TODAY));
            }
        }
        ingest.flush();

        // When
        IngestRuntime runtime = ingest.start();
        await().atMost(PATIENCE).until(runtime::isRunning);
        publish(ingest.source(), 0, "new");
        publish(ingest.otherSource(), 0, "other new");

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ingest.requested()).containsExactlyInAnyOrder("first 5",
                "first 4", "first 3", "first 2", "first 1", "new", "other 2", "other 1", "other new"));
    }

    private void startFrom(String source, String where) throws IOException {
        Path rules = folder.resolve("rules/parking/rules.yaml");
        Files.writeString(rules, Files.readString(rules).replaceFirst(source,
                "{ topic: " + source + ", startFrom: " + where + " }"));
    }

    @Test
    void wherePositionsAreMissingTheyAreSetByWhatTheRulesSayAndByWhatIsRemembered() throws Exception {
        // Given
        Instant now = Instant.now();
        List<StartFrom> all = List.of(new StartFrom.Now(), new StartFrom.Earliest(),
                new StartFrom.At(now.minus(Duration.ofHours(71))), new StartFrom.At(now.plus(Duration.ofDays(1))));
        List<String> names = IntStream.range(0, all.size()).mapToObj(i -> ingest.source() + "-" + i).toList();
        for (String name : names) {
            ingest.create(name, 1);
            for (int day = 5; day > 0; day--) {
                ingest.publish(name, 0, now.minus(Duration.ofDays(day)), event("e" + day, TODAY));
            }
        }
        ingest.flush();
        SourceTopics sources = new SourceTopics(IntStream.range(0, all.size())
                .mapToObj(i -> new SourceBinding(names.get(i), null, Set.of("parking"), SourceFormat.CASE_EVENT,
                        all.get(i), null))
                .toList(), ingest.topics, ingest.group());

        // Then each begins where its rules say, and the one that begins at its beginning needs no position
        assertThat(settled(sources, names, Map.of(), now)).containsExactly(5L, null, 3L, 5L);

        // When all of them had been listened to for two and a half days, and have lost their offsets
        RunningIngest.await(ingest.admin.deleteConsumerGroups(List.of(ingest.group())).all());
        Map<String, Instant> since = new HashMap<>();
        names.forEach(name -> since.put(name, now.minus(Duration.ofHours(60))));

        // Then none is read from further back than the four days that ingest remembers
        assertThat(settled(sources, names, since, now)).containsExactly(3L, 1L, 3L, 5L);
    }

    /** The offsets that are committed then, in the order of the topics. */
    private List<Long> settled(SourceTopics sources, List<String> names, Map<String, Instant> known, Instant now)
            throws Exception {
        SourceRegister register = new SourceRegister() {
            @Override
            public Map<String, Instant> read() {
                return known;
            }

            @Override
            public void add(Map<String, Instant> since) {
                assertThat(since.keySet()).noneMatch(known::containsKey);
            }
        };
        try (Broker own = new Broker(Admin.create(Map.of("bootstrap.servers", broker.getBrokersAsString())))) {
            new StartPositions(sources, own, register, ingest.group(), Duration.ofDays(4),
                    Clock.fixed(now, ZoneOffset.UTC)).settle();
        }
        Map<TopicPartition, OffsetAndMetadata> committed = RunningIngest
                .await(ingest.admin.listConsumerGroupOffsets(ingest.group()).partitionsToOffsetAndMetadata());
        List<Long> offsets = new ArrayList<>();
        for (String name : names) {
            OffsetAndMetadata one = committed.get(new TopicPartition(name, 0));
            offsets.add(one == null ? null : one.offset());
        }
        return offsets;
    }

    @Test
    void aRestartHalfWayLosesNothingAndDoublesNothing() {
        // Given
        int events = 600;
        ingest.create(ingest.source(), 3);
        IngestRuntime first = ingest.start();
        await().atMost(PATIENCE).until(first::isRunning);

        // When
        IntStream.range(0, events / 2).forEach(i -> publish(ingest.source(), i % 3, "e" + i));
        await().atMost(PATIENCE).until(() -> ingest.requested().size() > 50);
        ingest.stop();
        IntStream.range(events / 2, events).forEach(i -> publish(ingest.source(), i % 3, "e" + i));
        IngestRuntime second = ingest.start();
        await().atMost(PATIENCE).until(second::isRunning);
        await().atMost(PATIENCE).until(() -> ingest.requested().size() > events / 2);
        ingest.stop();
        // On another machine, without the stores: they are restored.
        ingest.start("elsewhere");
        IntStream.range(0, events).forEach(i -> publish(ingest.source(), i % 3, "e" + i));
        publish(ingest.source(), 0, "last");

        // Then
        await().atMost(PATIENCE).until(() -> ingest.requested().contains("last"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ingest.requested()).hasSize(events + 1));
        assertThat(ingest.requested()).doesNotHaveDuplicates();
    }

    @Test
    void theApplicationSaysWhatItWaitsForAndThenThatItIsReady() throws Exception {
        // Given
        RunningIngest.await(ingest.admin.deleteTopics(List.of(ingest.topics.decision())).all());
        try (ConfigurableApplicationContext context = SpringApplication.run(IngestServiceApplication.class,
                ingest.arguments())) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(get(context, "/actuator/health/readiness"))
                    .startsWith("503").contains("missing: " + ingest.topics.decision()));
            assertThat(get(context, "/actuator/health/liveness")).startsWith("200");

            // When
            ingest.create(ingest.topics.decision(), 2);

            // Then
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(get(context, "/actuator/health/readiness"))
                    .startsWith("503").contains("The topic " + ingest.topics.decision()
                            + " has message.timestamp.type=CreateTime and not LogAppendTime"));

            // When
            ingest.configure(ingest.topics.decision(), Map.of("message.timestamp.type", "LogAppendTime"));

            // Then
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(get(context, "/actuator/health/readiness"))
                    .startsWith("200").contains("missingSources"));
            assertThat(get(context, "/actuator/prometheus")).contains("postroom_sources_missing 2.0")
                    .contains("kafka_stream");
        }
    }

    @Test
    void whatMayNotBeLookedAtIsNotChecked() {
        // Given
        ingest.create(ingest.source(), 1);
        ingest.configure(ingest.topics.decision(), Map.of("message.timestamp.type", "CreateTime"));
        allowOnlyWriting(ingest.topics.decision(), "User:ANONYMOUS");
        await().atMost(PATIENCE).until(() -> mayNotLookAt(ingest.topics.decision()));

        // When
        IngestRuntime runtime = ingest.start();

        // Then
        await().atMost(PATIENCE).until(runtime::isRunning);
    }

    @Test
    void aTopicThatMayNotBeSeenIsNamed() {
        // Given
        ingest.create(ingest.source(), 1);
        allowOnlyWriting(ingest.topics.decision(), "User:somebody-else");
        await().atMost(PATIENCE).until(() -> mayNotLookAt(ingest.topics.decision()));

        // When
        IngestRuntime runtime = ingest.start();

        // Then
        await().atMost(PATIENCE).until(() -> runtime.waits().stream().anyMatch(wait -> wait.detail().equals(
                "The Kafka user may not see these topics: " + ingest.topics.decision()
                        + ". Grant it Read or Write on them, or Describe.")));
        assertThat(runtime.isRunning()).isFalse();

        // When
        allowOnlyWriting(ingest.topics.decision(), "User:ANONYMOUS");

        // Then
        await().atMost(PATIENCE).until(runtime::isRunning);
    }

    @Test
    void aMappingThatReadsWhatNoSchemaHasIsNamedAndWaitedFor() throws Exception {
        // Given
        try (RunningIngest permits = new RunningIngest(broker.getBrokersAsString(), folder.resolve("permits"),
                Settings.rules().resolve("permits"))) {
            SchemaRegistryClient registry = MockSchemaRegistry
                    .getClientForScope(permits.registryUrl().substring("mock://".length()));
            String decision = """
                {"type":"record","name":"Decision","fields":[{"name":"messageId","type":"string"},
                 {"name":"kind","type":"string"},{"name":"decidedAt","type":"long"},{"name":"%s","type":"string"},
                 {"name":"holder","type":{"type":"map","values":"string"}}]}""";
            registry.register("permits.avro-value", new AvroSchema(decision.formatted("number")));

            // When
            IngestRuntime runtime = permits.start();

            // Then
            await().atMost(PATIENCE).until(() -> runtime.waits().stream().anyMatch(wait -> wait.detail()
                    .contains("The mapping of permits.avro fits no version of the schema")));
            assertThat(runtime.isRunning()).isFalse();

            // When
            registry.register("permits.avro-value", new AvroSchema(decision.formatted("permit")));

            // Then
            await().atMost(PATIENCE).until(runtime::isRunning);
        }
    }

    /** With {@code allow.everyone.if.no.acl.found}, a topic that has any grant refuses what it does not grant. */
    private void allowOnlyWriting(String topic, String user) {
        RunningIngest.await(ingest.admin.createAcls(List.of(new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry(user, "*", AclOperation.WRITE, AclPermissionType.ALLOW)))).all());
    }

    /** Whether the broker has heard of the grant and refuses. */
    private boolean mayNotLookAt(String topic) throws InterruptedException {
        try {
            ingest.admin.describeConfigs(List.of(new ConfigResource(ConfigResource.Type.TOPIC, topic))).all().get();
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof TopicAuthorizationException;
        }
    }

    private static String get(ConfigurableApplicationContext context, String path)
            throws IOException, InterruptedException {
        String port = context.getEnvironment().getProperty("local.server.port");
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    /** A record a week, and with each an event that no rule would call too old. */
    private void publishYear(String topic, Instant now) {
        for (int week = 52; week > 0; week--) {
            Instant then = now.minus(Duration.ofDays(7L * week));
            ingest.publish(topic, week % 2, then, event("history " + week, now));
        }
        ingest.publish(topic, 0, now.minus(Duration.ofDays(1)), event("next month", now.plus(Duration.ofDays(30))));
        ingest.flush();
    }

    private void publish(String topic, int partition, String id) {
        ingest.publish(topic, partition, Instant.now(), event(id, TODAY));
    }

    private static CaseEvent event(String id, Instant time) {
        return CaseEvent.newBuilder(Samples.issued(id)).setTime(time).build();
    }
}
