package io.postroom.local.cli;

import io.postroom.rules.RuleBook;
import io.postroom.rules.testing.RuleTestResult;
import io.postroom.rules.testing.RuleTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs the tests that stand beside rules. */
final class RulesCommand {
    private final Console console;

    RulesCommand(Console console) {
        this.console = console;
    }

    int run(Arguments arguments) {
        List<String> words = arguments.words();
        if (words.size() != 2 || !words.getFirst().equals("test")) {
            throw new MisuseException("Say 'rules test' and the folder of rule sets.");
        }
        Path folder = Path.of(words.get(1));
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("There is no folder " + folder + ".");
        }
        RuleBook book = RuleBook.load(folder);
        book.warnings().forEach(warning -> console.say("warning: " + warning));
        List<RuleTestResult> results = new RuleTests(folder, book).run();
        results.forEach(result -> console.say(result.toString()));
        long failed = results.stream().filter(result -> !result.passed()).count();
        console.say("%d tests, %d failed".formatted(results.size(), failed));
        return failed == 0 && !results.isEmpty() ? Main.OK : Main.FAILED;
    }
}
