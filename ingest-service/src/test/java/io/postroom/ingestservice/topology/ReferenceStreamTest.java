package io.postroom.ingestservice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A generated stream through ingest and through a model that shares no class with it: after each thing that happens, the same
 * messages were sent at the same time and the same statuses told. A stream is replayed from its seed.
 */
class ReferenceStreamTest {

    static Path rules() {
        try {
            return Path.of(Objects.requireNonNull(ReferenceStreamTest.class.getResource("/reference")).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void ingestSendsAndTellsWhatTheModelSays() {
        assertThat(ReferenceRun.of(rules(), 1, 100)).as("what differs").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3})
    @Tag("full")
    void ingestSendsAndTellsWhatTheModelSaysOfThousandsOfEvents(long seed) {
        assertThat(ReferenceRun.of(rules(), seed, 1_500)).as("what differs").isEmpty();
    }

    /** The driver writes every store out after every record: two thousand events take about half a minute. */
    @Test
    @Tag("long")
    void ingestSendsAndTellsWhatTheModelSaysOfTwoHundredThousandEvents() {
        assertThat(ReferenceRun.of(rules(), 4, 200_000)).as("what differs").isEmpty();
    }
}
