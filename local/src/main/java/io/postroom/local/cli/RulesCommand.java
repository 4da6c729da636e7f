package io.postroom.local.cli;

import io.postroom.content.Checked;
import io.postroom.rules.RuleBook;
import io.postroom.rules.RuleFileSchema;
import io.postroom.rules.event.EventJson;
import io.postroom.rules.testing.Explanation;
import io.postroom.rules.testing.RuleTestResult;
import io.postroom.rules.testing.RuleTests;
import io.postroom.schemas.v1.CaseEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What an author of rules asks: whether they are right, pass their tests, and what they make of an event. */
final class RulesCommand {
    static final List<String> VALUES = List.of("--topic", "--at", "--status-services", "--registry",
            "--command-config");

    private final Console console;
    private final Clock clock;

    RulesCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    int run(Arguments arguments) {
        List<String> words = arguments.words();
        String what = words.isEmpty() ? "" : words.getFirst();
        return switch (what + " " + (words.size() - 1)) {
            case "schema 0" -> {
                console.say(RuleFileSchema.text().stripTrailing());
                yield Main.OK;
            }
            case "check 1" -> check(folder(words.get(1)), arguments);
            case "test 1" -> test(folder(words.get(1)));
            case "explain 2" -> explain(folder(words.get(1)), Path.of(words.get(2)), arguments);
            default -> throw new MisuseException(
                    "Say 'rules check DIR', 'rules test DIR', 'rules explain DIR EVENT.json', 'rules dry-run DIR',"
                            + " 'rules replay DIR' or 'rules schema'.");
        };
    }

    private int check(Path folder, Arguments arguments) {
        long began = System.nanoTime();
        RuleBook book = load(folder);
        List<String> problems = new Surroundings(book).problems(arguments);
        if (!problems.isEmpty()) {
            problems.forEach(console::complain);
            return Main.FAILED;
        }
        console.say("%d services, %d rules: they and their templates are right (%.1f s).".formatted(
                book.services().size(), book.ruleCount(), (System.nanoTime() - began) / 1e9));
        return Main.OK;
    }

    private int test(Path folder) {
        RuleBook book = load(folder);
        List<RuleTestResult> results = new RuleTests(folder, book).run();
        results.forEach(result -> console.say(result.toString()));
        long failed = results.stream().filter(result -> !result.passed()).count();
        console.say("%d tests, %d failed".formatted(results.size(), failed));
        return failed == 0 && !results.isEmpty() ? Main.OK : Main.FAILED;
    }

    private int explain(Path folder, Path file, Arguments arguments) {
        RuleBook book = load(folder);
        Set<String> services = arguments.value("--topic").map(topic -> servicesOn(topic, book))
                .orElseGet(() -> new HashSet<>(book.services()));
        CaseEvent event = event(file);
        Instant now = arguments.value("--at").map(RulesCommand::moment).orElseGet(clock::instant);
        Explanation.of(book, services, event, now).forEach(console::say);
        return Main.OK;
    }

    private RuleBook load(Path folder) {
        RuleBook book = RuleBook.load(folder);
        book.warnings().forEach(warning -> console.say("warning: " + warning));
        return book;
    }

    private static Path folder(String name) {
        Path folder = Path.of(name);
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("There is no folder " + folder + ".");
        }
        return folder;
    }

    private static Set<String> servicesOn(String topic, RuleBook book) {
        Set<String> services = book.servicesOn(topic);
        if (services.isEmpty()) {
            throw new IllegalArgumentException("No service of these reads the topic " + topic + ".");
        }
        return services;
    }

    private static CaseEvent event(Path file) {
        try {
            return switch (EventJson.parse(Files.readString(file))) {
                case Checked.Valid<CaseEvent>(CaseEvent event) -> event;
                case Checked.Invalid<CaseEvent> invalid ->
                    throw new IllegalArgumentException(file + " is no case event: " + invalid.problems());
            };
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read.", e);
        }
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new MisuseException("'" + text + "' is no moment; write it like 2026-11-20T09:30:00Z.");
        }
    }
}
