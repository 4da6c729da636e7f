package io.postroom.content.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.email.EmailConformance;
import io.postroom.content.letter.LetterPdfConformance;
import io.postroom.content.letter.LetterTimingConformance;
import io.postroom.content.recipient.PhoneNumberConformance;
import io.postroom.content.recipient.PostalAddressConformance;
import io.postroom.content.sheet.SheetConformance;
import io.postroom.content.sms.SmsConformance;
import io.postroom.content.template.PlaceholderConformance;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Runs the cases of the folder that the system property {@code conformance.dir} names. */
@EnabledIfSystemProperty(named = "conformance.dir", matches = ".+")
class ConformanceTest {

    private static final Map<String, ConformanceTopic> TOPICS = Map.of(
            "phone_numbers", new PhoneNumberConformance(),
            "emails", new EmailConformance(),
            "postal_addresses", new PostalAddressConformance(),
            "placeholders", new PlaceholderConformance(),
            "sms_content", new SmsConformance(),
            "letter_timings", new LetterTimingConformance(),
            "recipients_csv", new SheetConformance(),
            "letter_pdf", new LetterPdfConformance());

    private final ObjectMapper json = new ObjectMapper();
    private final PrintStream report = System.out;

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        Deviations deviations = Deviations.load();
        Path folder = Path.of(System.getProperty("conformance.dir"));
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
        return files.stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(),
                () -> run(json.readTree(Files.readString(file)), deviations)));
    }

    private void run(JsonNode file, Deviations deviations) {
        // Given
        String name = file.get("topic").asString();
        ConformanceTopic topic = TOPICS.get(name);
        List<String> differences = new ArrayList<>();
        int passed = 0;

        // When
        for (JsonNode example : file.get("cases")) {
            String op = example.get("op").asString();
            String difference = topic == null ? "no such topic here" : difference(topic, op, example);
            if (difference == null) {
                passed++;
            } else if (!deviations.allow(name, op, example.get("id").asString())) {
                differences.add(example.get("id").asString() + " " + op + ": " + difference);
            }
        }

        // Then
        report.println("conformance " + name + " " + passed + "/" + file.get("cases").size());
        assertThat(differences).isEmpty();
    }

    private static @Nullable String difference(ConformanceTopic topic, String op, JsonNode example) {
        Object answer = topic.answer(op, example.get("input"));
        return matches(example.get("expected"), answer)
                ? null
                : "expected " + example.get("expected") + " but was " + answer + " for " + example.get("input");
    }

    private static boolean matches(JsonNode expected, @Nullable Object answer) {
        return switch (answer) {
            case null -> expected.isNull();
            case Boolean flag -> expected.isBoolean() && expected.asBoolean() == flag;
            case Integer number -> expected.isNumber() && expected.asInt() == number;
            case String text -> expected.isString() && expected.asString().equals(text);
            case Set<?> set -> expected.isArray() && texts(expected).equals(new HashSet<>(set));
            case Collection<?> list -> expected.isArray() && matchesAll(expected, List.copyOf(list));
            // A case names only the facts that it is about.
            case Map<?, ?> facts -> expected.isObject() && expected.propertyNames().stream()
                    .allMatch(name -> facts.containsKey(name) && matches(expected.get(name), facts.get(name)));
            default -> throw new IllegalStateException("Unexpected kind of answer: " + answer.getClass());
        };
    }

    private static boolean matchesAll(JsonNode expected, List<?> answers) {
        if (expected.size() != answers.size()) {
            return false;
        }
        for (int i = 0; i < answers.size(); i++) {
            if (!matches(expected.get(i), answers.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(node -> texts.add(node.asString()));
        return texts;
    }
}
