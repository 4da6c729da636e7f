package io.postroom.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.postroom.local.broker.Broker;
import io.postroom.schemas.Names;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics on a broker, and schemas in a registry, that were there before Postroom. */
class ProvisionCommandTest {
    private static final Names.Topics NAMES = new Names.Topics("dvla.");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void topicsAreComparedAndTheMissingOnesAreMade() throws Exception {
        try (Broker broker = new Broker(folder.resolve("broker"), 0)) {
            // Given
            broker.start();
            Path rules = rules();
            Files.writeString(Files.createDirectories(folder.resolve("secrets"))
                    .resolve("postroom.kafka.properties.client.id"), "provision\n");
            Files.writeString(folder.resolve("secrets/postroom.schema-registry.properties.a"), "not for Kafka");
            String[] where = {"--bootstrap-servers", broker.bootstrapServers(), "--prefix", "dvla.", "--partitions",
                    "3",
                    "--replicas", "1", "--rules", rules.toString(), "--command-config",
                    folder.resolve("secrets").toString(), "--status-service",
                    "permits"};
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                admin.createTopics(List.of(new NewTopic(NAMES.status(), 2, (short) 1).configs(
                        Map.of("retention.ms", "604800000", "message.timestamp.type", "CreateTime")))).all().get();

                // When
                int plan = run("topics plan", where);
                String planned = said();
                int apply = run("topics apply", where);
                String applied = said();

                // Then
                assertThat(plan).isEqualTo(1);
                assertThat(planned).contains("+ The topic " + NAMES.held() + " is missing: 3 partitions",
                        "+ The topic case-events.dead-letter.v1 is missing",
                        "+ The topic dvla.parking.notification-status.v1 is missing",
                        "+ The topic dvla.permits.notification-status.v1 is missing",
                        "! The topic " + NAMES.status() + " has 2 partitions and not 3.",
                        "! The topic " + NAMES.status()
                                + " has message.timestamp.type=CreateTime and not LogAppendTime")
                        .doesNotContain(NAMES.status() + " has retention.ms", "Made");
                assertThat(apply).isEqualTo(1);
                assertThat(applied).contains("Made what was missing.", ": 0 missing, 2 wrong.");

                // When: it is made anew
                admin.deleteTopics(List.of(NAMES.status())).all().get();
                org.awaitility.Awaitility.await()
                        .until(() -> !admin.listTopics().names().get().contains(NAMES.status()));

                // Then
                assertThat(run("topics apply", where)).isZero();
                assertThat(run("topics plan", where)).isZero();
                assertThat(said()).endsWith(": 0 missing, 0 wrong.\n");
                assertThat(admin.listTopics().names().get()).containsAll(NAMES.all());
            }
        }
    }

    @Test
    void schemasAreComparedAndTheMissingOnesAreRegistered() throws Exception {
        // Given
        String[] where = {"--registry", "mock://provision", "--source", "case-events"};
        MockSchemaRegistry.getClientForScope("provision").register(Names.Topics.DEFAULT.decision() + "-value",
                new AvroSchema(
                        "{\"type\":\"record\",\"name\":\"Other\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}"));

        // When
        int plan = run("schemas plan", where);
        String planned = said();
        int apply = run("schemas apply", where);
        String applied = said();

        // Then
        assertThat(plan).isEqualTo(1);
        assertThat(planned).contains("+ The subject case-events-value is missing: CaseEvent, FULL_TRANSITIVE.",
                "! The subject notifications.decision.v1-value has schemas that this version of Decision is not compatible");
        assertThat(apply).isEqualTo(1);
        assertThat(applied).contains("Made what was missing.", ": 0 missing, 1 wrong.");
        assertThat(MockSchemaRegistry.getClientForScope("provision").getCompatibility("case-events-value"))
                .isEqualTo("FULL_TRANSITIVE");
    }

    @Test
    void anythingElseIsMisuse() {
        assertThat(run("topics look", "--bootstrap-servers", "127.0.0.1:1")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("'topics plan' or 'topics apply'");
    }

    private int run(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(List.of(options));
        return Main.run(arguments, new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8)));
    }

    private String said() {
        String said = out.toString(UTF_8);
        out.reset();
        return said;
    }

    private Path rules() throws Exception {
        Path service = Files.createDirectories(folder.resolve("rules/parking/templates")).getParent();
        Files.writeString(service.resolve("rules.yaml"), """
            service: parking
            languages: [en]
            sources: [case-events]
            senders: {sms: Parking}
            statusTopic: true
            rules:
              - id: fine-paid
                on: fine.paid
                to: keeper
                send: {channels: [sms], template: fine-paid}
            """);
        Files.writeString(service.resolve("templates/fine-paid.sms.en.md"), "We have your payment.\n");
        return service.getParent();
    }
}
