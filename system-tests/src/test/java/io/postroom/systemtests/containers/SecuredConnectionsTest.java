package io.postroom.systemtests.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.postroom.helm.support.Chart;
import io.postroom.helm.support.Manifests;
import io.postroom.helm.support.Manifests.Kind;
import io.postroom.local.LocalPlatform;
import io.postroom.local.PlatformOptions;
import io.postroom.local.Service;
import io.postroom.local.outside.OutsideOptions;
import io.postroom.local.process.Ports;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.Channel;
import io.postroom.systemtests.support.EventPublisher;
import io.postroom.systemtests.support.LoadEvents;
import io.postroom.systemtests.support.Marks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ingest speaks to the broker by SASL over TLS, the SMS worker by mutual TLS, and both to the registry by HTTPS with a password,
 * with what the rendered chart gives them: client properties, authorities, key stores, trust stores and secrets as files. On the
 * broker each has the rights of its user in the chart, and nobody may do anything else.
 */
@Tag("full")
class SecuredConnectionsTest {
    private static final int TEXTS = 20;
    private static final String JAAS = "org.apache.kafka.common.security.plain.PlainLoginModule required "
            + "username=\"postroom\" password=\"only-for-this-run\"";

    @TempDir
    Path folder;

    private final int saslPort = Ports.free();
    private final int mutualPort = Ports.free();

    @Test
    void services_deliver_over_secured_connections_with_the_rights_of_the_chart_alone() throws Exception {
        // Given
        TestKeys broker = TestKeys.make(folder, "broker");
        TestKeys worker = TestKeys.make(folder, "sms-worker");
        TestKeys registryKeys = TestKeys.make(folder, "registry");
        try (LocalPlatform platform = LocalPlatform.start(
                PlatformOptions.surroundings(folder.resolve("data"), LoadEvents.RULES)
                        .withBrokerProperties(listeners(broker, worker)),
                line -> {}); SecuredRegistry registry = SecuredRegistry.start(registryKeys, platform.registryUrl())) {
            Map<String, Map<String, byte[]>> secrets = secrets(platform, broker, worker, registryKeys);
            Manifests sasl = render("sasl", platform, registry, Map.of("bootstrapServers", "127.0.0.1:" + saslPort,
                    "properties", Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "PLAIN"), "existingSecret",
                    "kafka-client", "existingSecretKeys", Map.of("sasl.jaas.config", "jaas"), "ca",
                    Map.of("existingSecret", "kafka-ca")));
            Manifests mutual = render("mutual", platform, registry, Map.of("bootstrapServers",
                    "127.0.0.1:" + mutualPort, "ca", Map.of("existingSecret", "kafka-ca"), "keystore",
                    Map.of("enabled", true, "existingSecret", "kafka-user")));

            Manifests users = render("users", platform, registry, Map.of("bootstrapServers", "127.0.0.1:" + saslPort));
            UserRights.grant(platform.bootstrapServers(), users, "ingest", "User:postroom");
            UserRights.grant(platform.bootstrapServers(), users, "sms-worker", "User:CN=sms-worker");

            // When
            try (PodProcess ingest = start(Service.INGEST, sasl, new Kind("StatefulSet"), "ingest", secrets);
                    PodProcess sms = start(Service.SMS, mutual, new Kind("Deployment"), "sms-worker", secrets);
                    EventPublisher publisher = new EventPublisher(platform)) {
                ingest.awaitReady();
                sms.awaitReady();
                publisher.publish(new LoadEvents("tls").events(Channel.SMS, TEXTS));

                // Then
                Marks marks = new Marks(platform.outside().ledger(), "tls");
                await("texts").atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(500))
                        .untilAsserted(() -> assertThat(marks.received()).hasSize(TEXTS));
                assertThatNobodyElseIsLetIn(broker);
                assertThatIngestMayNotReadWhatWaitsForAnotherAttempt(broker);
            }
        }
    }

    /** Or the test would pass against a broker that asks for nothing. */
    private void assertThatNobodyElseIsLetIn(TestKeys broker) throws IOException {
        Path authority = Files.writeString(folder.resolve("ca.crt"), broker.authority());
        Map<String, Object> trusting = Map.of("ssl.truststore.type", "PEM", "ssl.truststore.location",
                authority.toString(), "request.timeout.ms", 4_000, "default.api.timeout.ms", 8_000);
        assertRefused(trusting, Map.of("security.protocol", "SSL", "bootstrap.servers", "127.0.0.1:" + mutualPort));
        assertRefused(trusting, Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "PLAIN", "sasl.jaas.config",
                JAAS.replace("only-for-this-run", "wrong") + ";", "bootstrap.servers", "127.0.0.1:" + saslPort));
    }

    /** Or the test would pass on a broker that allows everything. */
    private void assertThatIngestMayNotReadWhatWaitsForAnotherAttempt(TestKeys broker)
            throws IOException, ExecutionException, InterruptedException {
        Path authority = Files.writeString(folder.resolve("ca.crt"), broker.authority());
        String status = Names.Topics.DEFAULT.status();
        String delayed = Names.Topics.DEFAULT.delay(Channel.SMS, Names.Delay.ONE_MINUTE);
        try (Admin admin = Admin.create(Map.of("ssl.truststore.type", "PEM", "ssl.truststore.location",
                authority.toString(), "security.protocol", "SASL_SSL", "sasl.mechanism", "PLAIN", "sasl.jaas.config",
                JAAS + ";", "bootstrap.servers", "127.0.0.1:" + saslPort))) {
            assertThat(admin.describeTopics(List.of(status)).allTopicNames().get()).containsKey(status);
            assertThatThrownBy(() -> admin.describeTopics(List.of(delayed)).allTopicNames().get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    private static void assertRefused(Map<String, Object> common, Map<String, Object> own) {
        Map<String, Object> properties = new TreeMap<>(common);
        properties.putAll(own);
        try (Admin admin = Admin.create(properties)) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get()).hasCauseInstanceOf(
                    org.apache.kafka.common.errors.AuthenticationException.class);
        }
    }

    private Map<String, String> listeners(TestKeys broker, TestKeys client) throws IOException {
        String listeners = "SASL_SSL://127.0.0.1:" + saslPort + ",SSL://127.0.0.1:" + mutualPort;
        Map<String, String> all = new TreeMap<>(UserRights.BROKER);
        Path clients = Files.writeString(folder.resolve("clients.pem"), client.authority());
        all.putAll(Map.ofEntries(Map.entry("listeners", listeners), Map.entry("advertised.listeners", listeners),
                Map.entry("listener.security.protocol.map",
                        "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL,SSL:SSL"),
                Map.entry("inter.broker.listener.name", "PLAINTEXT"),
                Map.entry("ssl.keystore.type", "PKCS12"),
                Map.entry("ssl.keystore.location", broker.keyStore().toString()),
                Map.entry("ssl.keystore.password", TestKeys.PASSWORD),
                Map.entry("listener.name.ssl.ssl.client.auth", "required"),
                Map.entry("ssl.truststore.type", "PEM"), Map.entry("ssl.truststore.location", clients.toString()),
                Map.entry("listener.name.sasl_ssl.sasl.enabled.mechanisms", "PLAIN"),
                Map.entry("listener.name.sasl_ssl.plain.sasl.jaas.config",
                        JAAS + " user_postroom=\"only-for-this-run\";")));
        return all;
    }

    private static Map<String, Map<String, byte[]>> secrets(LocalPlatform platform, TestKeys broker, TestKeys worker,
            TestKeys registry) throws IOException {
        return Map.of("keys", Map.of("secret", Files.readAllBytes(platform.keySecretFile())), "smsc",
                Map.of("password", ReleaseValues.bytes(OutsideOptions.PASSWORD)), "kafka-client",
                Map.of("jaas", ReleaseValues.bytes(JAAS + ";")), "kafka-ca",
                Map.of("ca.crt", ReleaseValues.bytes(broker.authority())), "kafka-user",
                Map.of("user.p12", worker.keyStoreBytes(), "user.password", ReleaseValues.bytes(TestKeys.PASSWORD)),
                "registry-client",
                Map.of("userinfo",
                        ReleaseValues.bytes(SecuredRegistry.USER + ":" + SecuredRegistry.PASSWORD)),
                "trust", Map.of("truststore.p12", registry.trustStore()));
    }

    private Manifests render(String name, LocalPlatform platform, SecuredRegistry registry, Map<String, Object> kafka)
            throws IOException {
        Map<String, Object> off = Map.of("enabled", false);
        Map<String, Object> values = new TreeMap<>(Map.of("kafka", kafka, "schemaRegistry",
                Map.of("url", registry.url(), "properties", Map.of("basic.auth.credentials.source", "USER_INFO"),
                        "existingSecret", "registry-client", "existingSecretKeys",
                        Map.of("basic.auth.user.info", "userinfo")),
                "caBundle", Map.of("existingSecret", "trust"), "topics",
                Map.of("partitions", platform.options().partitions(), "replicas", 1), "keys",
                Map.of("existingSecret", "keys"), "rules", Map.of("files", ReleaseValues.rules(LoadEvents.RULES)),
                "ingest", Map.of("settings", Map.of("threads", 1, "standbyReplicas", 0)), "smsWorker",
                Map.of("providers",
                        List.of(Map.of("name", "smsc", "host", "127.0.0.1", "port",
                                platform.outside().smsc().port(), "systemId", OutsideOptions.USER, "existingSecret",
                                "smsc"))),
                "emailWorker", off, "letterWorker", off));
        values.put("strimzi", Map.of("cluster", "main", "users", Map.of("enabled", name.equals("users"))));
        return Chart.render(Files.writeString(folder.resolve(name + ".yaml"),
                JsonMapper.builder().build().writeValueAsString(values)));
    }

    private PodProcess start(Service service, Manifests manifests, Kind kind, String component,
            Map<String, Map<String, byte[]>> secrets) {
        JsonNode template = manifests.one(kind, "rel-postroom-" + component).path("spec").path("template");
        return PodProcess.start(service.mainClass(), template,
                new PodVolumes(folder.resolve("volumes").resolve(component), manifests, secrets,
                        PodVolumes.NOBODY_ELSE),
                service == Service.INGEST ? List.of("state") : List.of(), folder);
    }
}
