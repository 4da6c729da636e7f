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
    private static final int FEW = 300;
    private static final int MANY = 20_000;

    /** What breaks soon. */
    static Stream<IngestMutant> plain() {
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

    /** What only breaks where several rare things come together. */
    static Stream<IngestMutant> hidden() {
        return Stream.of(
                new IngestMutant("an id with other content makes nothing", "decide.Decider",
                        "known != null && !known.sameContent(hash)", "known == null && hash.length == 0"),
                new IngestMutant("of two at one time the cancellation reaches further", "withdraw.CaseMessages",
                        "reason != StatusReason.SUPERSEDED || known.reason() == StatusReason.SUPERSEDED", "true"),
                new IngestMutant("what was collected is as young as the youngest of its events", "decide.Decider",
                        "Subject.of(over.collected().inOrder().getLast()), caseKey, now);", "subject, caseKey, now);"),
                new IngestMutant("what is too late ends", "hold.HoldKeeper", "if (held.isTooLate(now)) {",
                        "if (held.isTooLate(now.minusSeconds(3_600))) {"),
                new IngestMutant("what is due while its window is closed waits", "hold.HoldKeeper",
                        "if (sendAt.isAfter(now)) {", "if (sendAt.isAfter(now.plusSeconds(3_600))) {"),
                new IngestMutant("a link is used once", "fallback.Chains", "links.put(notificationId, link.taken());",
                        ""),
                new IngestMutant("nothing follows what arrived", "fallback.FallbackKeeper",
                        "case DELIVERED -> needless(identity, chains.end(id));", "case DELIVERED -> chains.end(id);"),
                new IngestMutant("a late receipt releases the address", "suppress.SuppressionList",
                        "status.getIdentity().getNotificationId().equals(known.getNotificationId())", "false"));
    }

    @ParameterizedTest
    @MethodSource("plain")
    @Tag("full")
    void noticesABrokenPromise(IngestMutant mutant, @TempDir Path folder) {
        assertNoticed(mutant, folder, FEW);
    }

    @ParameterizedTest
    @MethodSource("hidden")
    @Tag("long")
    void noticesAPromiseThatIsRarelyBroken(IngestMutant mutant, @TempDir Path folder) {
        assertNoticed(mutant, folder, MANY);
    }

    private static void assertNoticed(IngestMutant mutant, Path folder, int events) {
        // When
        String noticed = mutant.noticed(folder, SEED, events);

        // Then
        assertThat(noticed).as("nobody noticed that this was broken: " + mutant.promise()).isNotEmpty();
    }
}
