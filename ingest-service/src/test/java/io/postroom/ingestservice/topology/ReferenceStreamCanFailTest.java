package io.postroom.ingestservice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A comparison that cannot fail proves nothing: each promise is broken in the source of ingest, and must be noticed. */
class ReferenceStreamCanFailTest {
    private static final long SEED = 1;
    private static final int EVENTS = 300;

    static Stream<IngestMutant> mutants() {
        return Stream.of(
                new IngestMutant("the same event again makes nothing new", "decide.Deciding",
                        "known == null ? Set.of() : Set.copyOf(known.notifications())", "Set.of()"),
                new IngestMutant("what overtakes its message is remembered", "withdraw.CaseMessages",
                        "takenBack.put(rule.key()", "takenBack.putIfAbsent(rule.key()"),
                new IngestMutant("a message in its turn has its own time", "hold.HeldRequest",
                        "expires == null ? null : now.plusMillis(expires)", "expires == null ? null : now"),
                new IngestMutant("states only go forward", "receipts.StatusOrder",
                        "case CREATED, HELD, SENDING, SENT -> rank(next) > rank(current);",
                        "case CREATED, HELD, SENDING, SENT -> rank(next) >= rank(current);"),
                new IngestMutant("a text with a part missing did not arrive", "receipts.Progress",
                        "delivered >= expected", "delivered >= 1"),
                new IngestMutant("reports wait for their acceptance", "receipts.Matcher",
                        "if (waiting.size() < MOST_WAITING) {", "if (waiting.size() > MOST_WAITING) {"));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    @Tag("full")
    void noticesABrokenPromise(IngestMutant mutant, @TempDir Path folder) {
        // When
        String noticed = mutant.noticed(folder, SEED, EVENTS);

        // Then
        assertThat(noticed).as("nobody noticed that this was broken: " + mutant.promise()).isNotEmpty();
    }
}
