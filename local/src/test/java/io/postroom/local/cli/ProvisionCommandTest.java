package io.postroom.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
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
                        Map.of("retention.ms", "604800000", "message.timestamp.type", "CreateTime")),
                        // Another choice, which may stay.
                        new NewTopic(NAMES.decision(), 3, (short) 1).configs(Map.of("retention.ms", "1209600000",
                                "message.timestamp.type", "LogAppendTime", "max.message.bytes", "4194304"))))
                        .all().get();

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
                assertThat(applied).contains("Made what was missing.", ": 0 missing, 2 wrong, 1 that may stay.");

                // When: it is made anew
                admin.deleteTopics(List.of(NAMES.status())).all().get();
                org.awaitility.Awaitility.await()
                        .until(() -> !admin.listTopics().names().get().contains(NAMES.status()));

                // Then
                assertThat(run("topics apply", where)).isZero();
                assertThat(run("topics plan", where)).isZero();
                assertThat(said()).contains("~ The topic " + NAMES.decision() + " has retention.ms=1209600000")
                        .endsWith(": 0 missing, 0 wrong, 1 that may stay.\n");
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

    /** A source that rules map has the schema of another system, and so has a topic that no rule reads. */
    @Test
    void noSubjectOfAnotherSystemIsTouched() throws Exception {
        // Given
        Path rules = rules();
        Files.writeString(Files.createDirectories(folder.resolve("rules/medical/templates")).getParent()
                .resolve("rules.yaml"), """
                    service: medical
                    languages: [en]
                    sources:
                      - topic: casework
                        format: avro
                        map:
                          id: record.id
                          type: "'decided'"
                          caseReference: record.id
                          recipients: [{role: driver, mobile: record.id}]
                    senders: {sms: Medical}
                    rules:
                      - id: decided
                        on: decided
                        to: driver
                        send: {channels: [sms], template: decided}
                    """);
        Files.writeString(folder.resolve("rules/medical/templates/decided.sms.en.md"), "We have decided.\n");
        SchemaRegistryClient registry = MockSchemaRegistry.getClientForScope("foreign");
        AvroSchema other = new AvroSchema(
                "{\"type\":\"record\",\"name\":\"Other\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"}]}");
        // The last one has our name, and takes any schema.
        List<String> foreign = List.of("casework-value", "unread-value", "notifications.decision.v1-value");
        for (String subject : foreign) {
            registry.register(subject, other);
            registry.updateCompatibility(subject, "NONE");
        }

        // When
        int apply = run("schemas apply", "--registry", "mock://foreign", "--rules", rules.toString(), "--source",
                "case-events", "--source", "casework", "--source", "unread");
        String applied = said();

        // Then
        assertThat(apply).isEqualTo(1);
        assertThat(applied).contains("! The subject notifications.decision.v1-value has schemas", ", 1 wrong.")
                .doesNotContain("casework", "unread");
        assertThat(registry.getAllVersions("case-events-value")).hasSize(1);
        for (String subject : foreign) {
            assertThat(registry.getAllVersions(subject)).as(subject).hasSize(1);
            assertThat(registry.getCompatibility(subject)).as(subject).isEqualTo("NONE");
        }
    }

    /** What ingest would wait for is told before a release. */
    @Test
    void aCheckOfTheRulesNamesWhatTheInstallationLacks() throws Exception {
        // Given
        Path rules = rules();
        Files.writeString(rules.resolve("parking/rules.yaml"), Files.readString(rules.resolve("parking/rules.yaml"))
                .replace("sources: [case-events]", """
                    sources:
                      - topic: permits
                        format: avro
                        map:
                          id: record.id
                          type: "'fine.paid'"
                          caseReference: record.pemit
                          recipients: [{role: keeper, mobile: record.id}]
                    """.stripTrailing()));
        MockSchemaRegistry.getClientForScope("check").register("permits-value", new AvroSchema(
                "{\"type\":\"record\",\"name\":\"Permit\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"}]}"));

        // When
        int alone = run("rules check " + rules);
        int checked = run("rules check " + rules, "--status-services", "", "--registry", "mock://check");
        String complained = err.toString(UTF_8);
        int declared = run("rules check " + rules, "--status-services", "permits,parking");

        // Then
        assertThat(alone).as(complained).isZero();
        assertThat(checked).isEqualTo(1);
        assertThat(complained).contains("The rules of 'parking' say 'statusTopic: true'", "topics.statusServices",
                "The mapping of permits fits no version of the schema under permits-value", "pemit");
        assertThat(declared).isZero();
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
