package io.postroom.ingestservice.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postroom.ingestservice.Samples;
import io.postroom.ingestservice.Settings;
import io.postroom.ingestservice.brakes.Stops;
import io.postroom.ingestservice.meters.IngestMeters;
import io.postroom.rules.RuleBook;
import io.postroom.rules.identity.KeyHasher;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.InternalEvent;
import io.postroom.schemas.v1.NotificationState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule is mended and its events are sent again: only what was missing is made. */
class MendedRuleTest {
    @TempDir
    Path folder;

    @Test
    void onlyTheMissingMessageIsSent() throws IOException {
        // Given
        Path rules = folder.resolve("rules");
        copy(Settings.rules(), rules);
        Path file = rules.resolve("parking/rules.yaml");
        String right = Files.readString(file);
        Files.writeString(file, right.replace("channels: [sms, email, letter]", "channels: [sms, letter]"));
        CaseEvent event = Samples.paid("e1");

        // When
        Outcome first = decide(rules, event, null);
        Remembered afterFirst = new Remembered(0, new byte[0], first.requested());
        Files.writeString(file, right);
        Outcome second = decide(rules, event, afterFirst);
        Outcome third = decide(rules, event, afterFirst.with(second.requested()));

        // Then
        assertThat(first.requests()).hasSize(2);
        assertThat(second.requests()).singleElement().isInstanceOf(EmailRequest.class);
        assertThat(second.statuses()).singleElement()
                .satisfies(status -> assertThat(status.getState()).isEqualTo(NotificationState.CREATED));
        assertThat(second.decisions().getFirst().getOutcome()).isEqualTo(DecisionOutcome.REQUESTED);
        assertThat(third.requests()).isEmpty();
        assertThat(third.decisions().getFirst().getOutcome()).isEqualTo(DecisionOutcome.REPEATED);
    }

    @SuppressWarnings("NullAway")
    private static Outcome decide(Path rules, CaseEvent event, @Nullable Remembered known) {
        InternalEvent internal = InternalEvent.newBuilder().setServices(List.of("parking")).setContent(event)
                .setContentHash(ByteBuffer.wrap(new byte[0])).setReceivedAt(Samples.NOW).build();
        Identities identities = new Identities(new KeyHasher(Settings.SECRET.getBytes(StandardCharsets.UTF_8)));
        Subject subject = Subject.of(internal);
        // No rule of this service can be taken back or collects, so that nothing is asked of a store.
        TakenBack takenBack = new TakenBack(null, (service, rule) -> false, subject, "case key", Samples.NOW);
        return new Deciding(subject, "case key", known, identities, new IngestMeters(new SimpleMeterRegistry()),
                Samples.NOW, Stops.NONE, takenBack, new Collecting(null, event, "case key", Samples.NOW))
                .by(RuleBook.load(rules).decide(Set.of("parking"), event, Samples.NOW));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
