package io.postroom.rules.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.postroom.content.Checked;
import io.postroom.content.Problem;
import io.postroom.rules.RuleBook;
import io.postroom.rules.decision.ServiceDecision;
import io.postroom.rules.event.EventJson;
import io.postroom.rules.yaml.Entry;
import io.postroom.rules.yaml.Problems;
import io.postroom.rules.yaml.Section;
import io.postroom.rules.yaml.Spot;
import io.postroom.schemas.v1.CaseEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One test: events, and what is to come of them.
 *
 * @param name what it shows
 * @param events the events, in order
 * @param at the moment at which they are decided, or null for each event's own
 * @param expected what is to come of them; empty for nothing
 * @param spot where it stands
 */
record RuleTest(String name, List<CaseEvent> events, @Nullable Instant at, List<Expectation> expected, Spot spot) {

    /** The test; null, with problems, when it is not written as tests are. */
    static @Nullable RuleTest read(Section section, Path folder, Problems problems) {
        section.allow(List.of("test", "given", "change", "at", "expect", "because"));
        Entry name = section.required("test", "say in a few words what it shows");
        Entry given = section.required("given", "an event, or the name of a file in the folder events");
        Entry expect = section.required("expect", "a list of messages, or the word nothing");
        if (name == null || given == null || expect == null || name.text() == null) {
            return null;
        }
        List<CaseEvent> events = new ArrayList<>();
        for (Entry item : given.items()) {
            CaseEvent event = event(item, section.entry("change"), folder);
            if (event != null) {
                events.add(event);
            }
        }
        List<Expectation> expected = expected(section, expect, problems);
        return events.size() == given.items().size() && expected != null
                ? new RuleTest("" + name.text(), events, at(section.entry("at")), expected, section.spot())
                : null;
    }

    private static @Nullable CaseEvent event(Entry item, @Nullable Entry change, Path folder) {
        Checked<JsonNode> json = item.isSection() ? Checked.valid(item.json()) : file(item, folder);
        Checked<CaseEvent> event = json.map(node -> change == null ? node : MergePatch.apply(node, change.json()))
                .then(EventJson::parse);
        return switch (event) {
            case Checked.Valid<CaseEvent>(CaseEvent valid) -> valid;
            case Checked.Invalid<CaseEvent>(List<Problem> found) -> item.wrong(
                    "is not an event: " + String.join("; ", found.stream().map(Problem::english).toList()));
        };
    }

    private static Checked<JsonNode> file(Entry item, Path folder) {
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

    private static @Nullable Instant at(@Nullable Entry entry) {
        String text = entry == null ? null : entry.text();
        if (entry == null || text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return entry.wrong("must be a moment such as 2026-11-20T09:30:00Z");
        }
    }

    /** {@code expect: nothing} with a {@code because} is an expectation of that reason, for whomever. */
    private static @Nullable List<Expectation> expected(Section section, Entry expect, Problems problems) {
        Entry because = section.entry("because");
        if (!expect.isList() && !expect.isSection()) {
            if (!"nothing".equals(expect.text())) {
                return expect.wrong("must be a list of messages, or the word nothing");
            }
            Expectation reason = because == null ? null : Expectation.ofReason(because);
            if (because == null) {
                return List.of();
            }
            return reason == null ? null : List.of(reason);
        }
        if (because != null) {
            problems.error(because.spot(), "'because' belongs to 'expect: nothing', or into an item of the list.");
        }
        List<Expectation> expected = new ArrayList<>();
        for (Entry item : expect.items()) {
            Section fields = item.section();
            Expectation expectation = fields == null ? null : Expectation.read(fields);
            if (expectation == null) {
                return null;
            }
            expected.add(expectation);
        }
        return expected;
    }

    /** Why it fails; nothing when it passes. */
    List<String> run(String service, RuleBook book) {
        List<ServiceDecision> decisions = new ArrayList<>();
        for (CaseEvent event : events) {
            decisions.addAll(book.decide(Set.of(service), event, at == null ? event.getTime() : at));
        }
        return new Comparison(decisions).failures(expected);
    }
}
