package io.postroom.rules.testing;

import io.postroom.rules.RuleBook;
import io.postroom.rules.yaml.Entry;
import io.postroom.rules.yaml.Problems;
import io.postroom.rules.yaml.Section;
import io.postroom.rules.yaml.Spot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One test: events, and what is to come of them.
 *
 * @param name what it shows
 * @param steps what happens, in order
 * @param expected what is to come of them; empty for nothing
 * @param spot where it stands
 */
record RuleTest(String name, List<TestStep> steps, List<Expectation> expected, Spot spot) {

    /** The test; null, with problems, when it is not written as tests are. */
    static @Nullable RuleTest read(Section section, Path folder, Problems problems) {
        section.allow(List.of("test", "given", "change", "at", "then", "expect", "because"));
        Entry name = section.required("test", "say in a few words what it shows");
        Entry given = section.required("given", "an event, or the name of a file in the folder events");
        Entry expect = section.required("expect", "a list of messages, or the word nothing");
        if (name == null || given == null || expect == null || name.text() == null) {
            return null;
        }
        TestSteps reader = new TestSteps(folder);
        List<TestStep> steps = new ArrayList<>();
        boolean readable = reader.given(given, section.entry("change"), section.entry("at"), steps)
                & reader.then(section.entry("then"), steps);
        List<Expectation> expected = expected(section, expect, problems);
        return readable && expected != null ? new RuleTest("" + name.text(), steps, expected, section.spot()) : null;
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
        Timeline timeline = new Timeline(service, book);
        List<String> failures = new ArrayList<>();
        for (TestStep step : steps) {
            String impossible = timeline.happens(step);
            if (impossible != null) {
                failures.add(impossible);
            }
        }
        failures.addAll(timeline.end().failures(expected));
        return failures;
    }
}
