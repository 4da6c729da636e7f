package io.postroom.helm.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postroom.deliveryengine.EngineHeaders;
import io.postroom.ingestservice.topics.TopicPlan;
import io.postroom.ingestservice.topics.TopicPlans;
import io.postroom.schemas.Names;
import io.postroom.schemas.TopicSchemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The document says of each topic what the code does. */
class AsyncApiTest {
    private static final Names.Topics NAMES = Names.Topics.DEFAULT;
    private static final String SERVICE = "parking";

    private final AsyncApi api = AsyncApi.read();

    @Test
    void it_has_every_topic_and_no_other() {
        // Given
        List<String> all = new ArrayList<>(NAMES.all());
        all.addAll(List.of(NAMES.caseEvents(), NAMES.deadLetter(NAMES.caseEvents()), NAMES.serviceStatus(SERVICE)));

        // When / Then
        assertThat(api.channels().stream().flatMap(channel -> channel.addresses(SERVICE).stream()))
                .containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void topics_are_configured_as_they_are_planned() {
        // Given
        TopicPlans plans = new TopicPlans(NAMES, 6);
        Map<String, TopicPlan> planned = new HashMap<>();
        Stream.of(plans.fixed(), plans.deadLettersOf(List.of(NAMES.caseEvents())),
                plans.serviceStatuses(List.of(SERVICE)))
                .flatMap(List::stream).forEach(plan -> planned.put(plan.name(), plan));

        // When / Then
        for (AsyncApi.Channel channel : api.channels()) {
            JsonNode binding = channel.node().path("bindings").path("kafka");
            for (String address : channel.addresses(SERVICE)) {
                TopicPlan plan = planned.get(address);
                if (plan == null) {
                    assertThat(binding.isMissingNode()).as(address).isTrue();
                    continue;
                }
                Map<String, String> said = new HashMap<>(Map.of("message.timestamp.type", "LogAppendTime"));
                binding.path("topicConfiguration").properties().forEach(entry -> said.put(entry.getKey(),
                        entry.getValue().isArray() ? entry.getValue().path(0).asText() : entry.getValue().asText()));
                assertThat(said).as(address).isEqualTo(plan.configs());
                assertThat(binding.path("partitions").asInt()).isEqualTo(plan.partitions());
            }
        }
    }

    @Test
    void each_value_is_a_published_schema_of_its_topic() throws IOException {
        // Given
        Map<String, Schema> schemas = TopicSchemas.byTopic(NAMES, List.of(NAMES.caseEvents()), List.of(SERVICE));
        Set<String> seen = new HashSet<>();

        // When
        for (AsyncApi.Channel channel : api.channels()) {
            JsonNode message = api.message(channel);
            Path file = api.schemaFile(message);
            for (String address : channel.addresses(SERVICE)) {
                if (file == null) {
                    assertThat(address).endsWith(".dead-letter.v1");
                    continue;
                }
                // Then
                Schema said = new Schema.Parser().parse(Files.readString(file));
                assertThat(said.getFullName()).as(address).isEqualTo(schemas.get(address).getFullName());
                assertThat(file.getParent().getFileName()).hasToString(said.getName());
                assertThat(said.getName()).isEqualTo(message.path("name").asText());
                int version = Integer.parseInt(file.getFileName().toString().replace(".avsc", ""));
                assertThat(file.resolveSibling(version + 1 + ".avsc")).as("a newer version").doesNotExist();
                seen.add(address);
            }
        }
        assertThat(seen).isEqualTo(schemas.keySet());
    }

    @Test
    void headers_are_those_of_the_code() {
        // Given
        Set<String> known = new TreeSet<>();
        known.addAll(constants(Names.Headers.class));
        known.addAll(constants(EngineHeaders.class));

        // When
        Set<String> said = new TreeSet<>();
        api.root().path("components").path("schemas").forEach(
                headers -> headers.path("properties").fieldNames().forEachRemaining(said::add));

        // Then
        assertThat(said).isEqualTo(known);
    }

    @Test
    void each_channel_is_written_and_read_or_is_for_others() {
        api.root().path("operations").properties().forEach(operation -> {
            JsonNode channel = api.follow(operation.getValue().path("channel"));
            operation.getValue().path("messages").forEach(api::follow);
            assertThat(channel.has("address")).isTrue();
        });
        assertThat(api.channels()).allSatisfy(channel -> assertThat(api.root().path("operations").toString())
                .contains("#/channels/" + channel.id() + "\""));
    }

    /** With -Dwrite=true the page is written instead. */
    @Test
    void the_page_is_what_the_document_says() throws IOException {
        // Given
        Path page = AsyncApi.FOLDER.resolve("README.md");
        String made = AsyncApiPage.of(api);
        if (Boolean.getBoolean("write")) {
            Files.writeString(page, made);
            return;
        }

        // When / Then
        assertThat(made).isEqualTo(Files.readString(page));
    }

    /** With AsyncAPI's own parser; skipped without npm. */
    @Test
    @Tag("full")
    void asyncapi_s_own_parser_has_nothing_to_say() throws Exception {
        assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(one -> Files.isExecutable(Path.of(one, "npm"))),
                "npm is not installed: the document is not read by AsyncAPI's own parser.");

        // Given
        Path folder = Files.createDirectories(Path.of("target/asyncapi"));
        run(folder, "npm", "install", "--no-audit", "--no-fund", "--no-save", "@asyncapi/parser@3.6.3",
                "@asyncapi/avro-schema-parser@3.0.24");
        Files.copy(Path.of("src/test/node/validate.js"), folder.resolve("validate.js"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        // When / Then
        run(folder, "node", "validate.js",
                AsyncApi.FOLDER.resolve("asyncapi.yaml").toAbsolutePath().normalize().toString());
    }

    private static void run(Path folder, String... command) throws Exception {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static List<String> constants(Class<?> type) {
        return Stream.of(type.getFields()).map(field -> {
            try {
                return (String) field.get(null);
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }).toList();
    }
}
