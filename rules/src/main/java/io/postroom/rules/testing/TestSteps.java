package io.postroom.rules.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.postroom.content.Checked;
import io.postroom.content.Problem;
import io.postroom.rules.event.EventJson;
import io.postroom.rules.yaml.Entry;
import io.postroom.rules.yaml.Section;
import io.postroom.schemas.v1.CaseEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what happens in a test. */
final class TestSteps {
    private final Path folder;

    /** With the sample events of a service's folder. */
    TestSteps(Path folder) {
        this.folder = folder;
    }

    /** The events that a test begins with; false, with problems, when one of them is none. */
    boolean given(Entry given, @Nullable Entry change, @Nullable Entry at, List<TestStep> steps) {
        Instant moment = Expectation.moment(at);
        boolean readable = true;
        for (Entry item : given.items()) {
            CaseEvent event = event(item, change);
            readable &= event != null && steps.add(new TestStep(event, moment, null));
        }
        return readable;
    }

    /** What happens after them: {@code {after, at, given, change}}, or the name of an event's file alone. */
    boolean then(@Nullable Entry then, List<TestStep> steps) {
        boolean readable = true;
        for (Entry item : then == null ? List.<Entry>of() : then.items()) {
            TestStep step = item.isSection() ? step(item.section()) : own(event(item, null));
            readable &= step != null && steps.add(step);
        }
        return readable;
    }

    private static @Nullable TestStep own(@Nullable CaseEvent event) {
        return event == null ? null : new TestStep(event, null, null);
    }

    private @Nullable TestStep step(@Nullable Section section) {
        if (section == null) {
            return null;
        }
        section.allow(List.of("after", "at", "given", "change"));
        Entry given = section.required("given", "an event, or the name of a file in the folder events");
        CaseEvent event = given == null ? null : event(given, section.entry("change"));
        Entry after = section.entry("after");
        Duration time = after == null ? null : after.duration();
        return event == null || after != null && time == null
                ? null
                : new TestStep(event, Expectation.moment(section.entry("at")), time);
    }

    private @Nullable CaseEvent event(Entry item, @Nullable Entry change) {
        Checked<JsonNode> json = item.isSection() ? Checked.valid(item.json()) : file(item);
        Checked<CaseEvent> event = json.map(node -> change == null ? node : MergePatch.apply(node, change.json()))
                .then(EventJson::parse);
        return switch (event) {
            case Checked.Valid<CaseEvent>(CaseEvent valid) -> valid;
            case Checked.Invalid<CaseEvent>(List<Problem> found) -> item.wrong(
                    "is not an event: " + String.join("; ", found.stream().map(Problem::english).toList()));
        };
    }

    private Checked<JsonNode> file(Entry item) {
        String name = "" + item.text();
        Path events = folder.resolve("events").normalize();
        Path file = events.resolve(name).normalize();
        if (!file.startsWith(events) || !Files.isRegularFile(file)) {
            return Checked.invalid(Problem.of("no-such-file", "there is no file events/" + name,
                    "nid oes ffeil events/" + name));
        }
        try {
            return EventJson.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("A sample event cannot be read.", e);
        }
    }
}
