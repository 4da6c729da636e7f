package io.postroom.systemtests.support;

import io.postroom.content.Checked;
import io.postroom.rules.event.EventJson;
import io.postroom.schemas.v1.CaseEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** The sample events of the eight services. */
public final class ExampleEvents {
    private ExampleEvents() {}

    /** Every sample event, as if it had happened now, with a mark appended to its id and case so that runs stay apart. */
    public static List<CaseEvent> all(String mark) {
        try (Stream<Path> files = Files.walk(Path.of("..", "examples"))) {
            return files.filter(file -> file.getParent().endsWith("events") && file.toString().endsWith(".json"))
                    .sorted()
                    .map(file -> now(read(file), mark)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The examples cannot be read.", e);
        }
    }

    private static CaseEvent read(Path file) {
        try {
            return switch (EventJson.parse(Files.readString(file))) {
                case Checked.Valid<CaseEvent> valid -> valid.value();
                case Checked.Invalid<CaseEvent> invalid ->
                    throw new IllegalStateException(file + ": " + invalid.problems());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CaseEvent now(CaseEvent event, String mark) {
        return CaseEvent.newBuilder(event).setId(event.getId() + mark).setCaseReference(event.getCaseReference() + mark)
                .setTime(Instant.now().truncatedTo(ChronoUnit.MILLIS)).build();
    }
}
