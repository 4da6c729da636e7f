package io.postroom.rules.testing;

import java.util.List;

/**
 * The outcome of one test beside the rules of a service.
 *
 * @param service the service
 * @param file the file of the test, relative to the folder of rule sets
 * @param line where it stands, from 1
 * @param name what it says that it shows
 * @param failures why it failed, one sentence each; empty when it passed
 */
public record RuleTestResult(String service, String file, int line, String name, List<String> failures) {
    public RuleTestResult {
        failures = List.copyOf(failures);
    }

    /** Whether it passed. */
    public boolean passed() {
        return failures.isEmpty();
    }

    @Override
    public String toString() {
        return file + ":" + line + " " + name + (passed() ? ": passed" : ":\n  " + String.join("\n  ", failures));
    }
}
