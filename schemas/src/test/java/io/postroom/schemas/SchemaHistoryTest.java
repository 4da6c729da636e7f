package io.postroom.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds each contract against every version of it that was ever published: schemas/history/RECORD/N.avsc. */
class SchemaHistoryTest {
    private static final Path HISTORY = Path.of("history");

    static Stream<Schema> records() {
        return TopicRecords.all();
    }

    @ParameterizedTest
    @MethodSource("records")
    void a_changed_schema_needs_a_new_version(Schema schema) throws IOException {
        // Given
        List<Path> versions = versions(schema);
        if (Boolean.getBoolean("schemas.publish")
                && (versions.isEmpty()
                        || !parse(versions.get(versions.size() - 1)).toString().equals(schema.toString()))) {
            Path next = HISTORY.resolve(schema.getName()).resolve((versions.size() + 1) + ".avsc");
            Files.createDirectories(next.getParent());
            Files.writeString(next, schema.toString(true) + "\n");
            versions = versions(schema);
        }

        // When
        Schema latest = versions.isEmpty() ? null : parse(versions.get(versions.size() - 1));

        // Then
        assertThat(latest).as(
                "%s differs from its latest published version. If that is meant, keep the new version beside it with:"
                        + " mvn test -pl schemas -Dtest=SchemaHistoryTest -Dschemas.publish=true",
                schema.getName()).isNotNull();
        assertThat(latest.toString()).as(
                "%s differs from its latest published version. If that is meant, keep the new version beside it with:"
                        + " mvn test -pl schemas -Dtest=SchemaHistoryTest -Dschemas.publish=true",
                schema.getName()).isEqualTo(schema.toString());
    }

    @ParameterizedTest
    @MethodSource("records")
    void every_version_reads_and_is_read_by_every_other(Schema schema) throws IOException {
        // Given
        List<Schema> all = new ArrayList<>(List.of(schema));
        for (Path version : versions(schema)) {
            all.add(parse(version));
        }

        // When
        List<String> clashes = new ArrayList<>();
        for (Schema reader : all) {
            for (Schema writer : all) {
                var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
                if (result.getType() != SchemaCompatibilityType.COMPATIBLE) {
                    clashes.add(result.getDescription());
                }
            }
        }

        // Then
        assertThat(clashes).as("FULL_TRANSITIVE for %s", schema.getName()).isEmpty();
    }

    private static List<Path> versions(Schema schema) throws IOException {
        Path folder = HISTORY.resolve(schema.getName());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.comparingInt(SchemaHistoryTest::number)).toList();
        }
    }

    private static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().replace(".avsc", ""));
    }

    private static Schema parse(Path file) throws IOException {
        return new Schema.Parser().parse(Files.readString(file));
    }
}
