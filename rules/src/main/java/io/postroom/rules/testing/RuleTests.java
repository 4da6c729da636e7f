package io.postroom.rules.testing;

import io.postroom.rules.RuleBook;
import io.postroom.rules.RuleProblem;
import io.postroom.rules.yaml.Entry;
import io.postroom.rules.yaml.Problems;
import io.postroom.rules.yaml.Section;
import io.postroom.rules.yaml.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the tests that stand beside rules, in {@code <service>/tests/*.yaml}: given this event, expect these messages. The
 * module's README shows how they are written. Their output shows what the messages say, since the people in them are
 * made up.
 */
public final class RuleTests {
    private final Path directory;
    private final RuleBook book;

    /** The tests of a folder of rule sets, to be run with what was loaded from it. */
    public RuleTests(Path directory, RuleBook book) {
        this.directory = directory;
        this.book = book;
    }

    /** Runs every test of every service. A test that cannot be read has failed. */
    public List<RuleTestResult> run() {
        List<RuleTestResult> results = new ArrayList<>();
        try {
            for (Path service : list(directory)) {
                Path tests = service.resolve("tests");
                if (Files.isDirectory(tests) && Files.exists(service.resolve("rules.yaml"))) {
                    for (Path file : list(tests)) {
                        if (file.toString().endsWith(".yaml")) {
                            runFile(service, file, results);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The tests beside the rules cannot be read.", e);
        }
        return results;
    }

    private void runFile(Path serviceFolder, Path file, List<RuleTestResult> results) throws IOException {
        String display = serviceFolder.getFileName() + "/tests/" + file.getFileName();
        Problems problems = new Problems();
        Section root = YamlFile.read(display, Files.readString(file), problems);
        String service = serviceOf(serviceFolder);
        Entry tests = root == null
                ? null
                : root.allow(List.of("tests")).required("tests", "list at least one test");
        if (tests != null) {
            for (Entry item : tests.items()) {
                Section section = item.section();
                RuleTest test = section == null ? null : RuleTest.read(section, serviceFolder, problems);
                if (test != null) {
                    results.add(new RuleTestResult(service, display, test.spot().line(), test.name(),
                            test.run(service, book)));
                }
            }
        }
        if (!problems.errors().isEmpty()) {
            results.add(new RuleTestResult(service, display, 1, "can be read",
                    problems.errors().stream().map(RuleProblem::toString).toList()));
        }
    }

    /** The folder's own rule file says which service it is. */
    private static String serviceOf(Path folder) throws IOException {
        String text = Files.readString(folder.resolve("rules.yaml"));
        Section root = YamlFile.read("rules.yaml", text, new Problems());
        Entry entry = root == null ? null : root.entry("service");
        String service = entry == null ? null : entry.text();
        return service == null ? String.valueOf(folder.getFileName()) : service;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> listed = Files.list(folder)) {
            return listed.sorted().toList();
        }
    }
}
