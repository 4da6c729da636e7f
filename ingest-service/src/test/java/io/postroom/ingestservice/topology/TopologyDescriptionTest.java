package io.postroom.ingestservice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The topology as it was published. Names of stores and repartitions are names of topics that hold people's messages at
 * this moment: a difference here needs an upgrade path before it needs a new file.
 */
class TopologyDescriptionTest {
    @Test
    void isWhatWasPublished() throws IOException {
        // Given
        String published;
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/topology.txt"))) {
            published = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }

        // When
        String description;
        try (TopologyHarness ingest = new TopologyHarness()) {
            description = ingest.topology().describe().toString();
        }

        // Then
        assertThat(description.strip()).isEqualTo(published.strip());
    }
}
