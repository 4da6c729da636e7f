package io.postroom.rules.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.postroom.content.Checked;
import io.postroom.content.Problem;
import io.postroom.rules.event.EventJson;
import io.postroom.rules.yaml.Entry;
import io.postroom.rules.yaml.Section;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.StatusReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what happens in a test. */
final class TestSteps {
    private static final Map<String, TestStep.Outcome> OUTCOMES = Map.of("failed", TestStep.Outcome.FAILED, "expired",
            TestStep.Outcome.EXPIRED, "no-receipt", TestStep.Outcome.NO_RECEIPT);

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
            readable &= event != null && steps.add(new TestStep.Event(event, moment, null));
        }
        return readable;
    }

    /**
     * What happens after them: {@code {after, at, given, change}}, the name of an event's file alone, or
     * {@code {after, at, report, because, channel, rule}}.
     */
    boolean then(@Nullable Entry then, List<TestStep> steps) {
        boolean readable = true;
        for (Entry item : then == null ? List.<Entry>of() : then.items()) {
            TestStep step = item.isSection() ? step(item.section()) : own(event(item, null));
            readable &= step != null && steps.add(step);
        }
        return readable;
    }

    private static @Nullable TestStep own(@Nullable CaseEvent event) {
        return event == null ? null : new TestStep.Event(event, null, null);
    }

    private @Nullable TestStep step(@Nullable Section section) {
        if (section == null) {
            return null;
        }
        Entry after = section.entry("after");
        Duration time = after == null ? null : after.duration();
        if (after != null && time == null) {
            return null;
        }
        Instant at = Expectation.moment(section.entry("at"));
        Entry report = section.entry("report");
        if (report != null) {
            return report(section, report, at, time);
        }
        section.allow(List.of("after", "at", "given", "change"));
        Entry given = section.required("given", "an event, or the name of a file in the folder events");
        CaseEvent event = given == null ? null : event(given, section.entry("change"));
        return event == null ? null : new TestStep.Event(event, at, time);
    }

    private static @Nullable TestStep report(Section section, Entry report, @Nullable Instant at,
            @Nullable Duration time) {
        section.allow(List.of("after", "at", "report", "because", "channel", "rule"));
        TestStep.Outcome outcome = report.word(OUTCOMES);
        Entry because = section.entry("because");
        StatusReason reason = because == null ? StatusReason.UNKNOWN_RECIPIENT : because.word(Expectation.reasons());
        Entry channel = section.entry("channel");
        Entry rule = section.entry("rule");
        return outcome == null || reason == null
                ? null
                : new TestStep.Report(outcome, reason, channel == null ? null : channel.word(Expectation.CHANNELS),
                        rule == null ? null : rule.text(), at, time);
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
