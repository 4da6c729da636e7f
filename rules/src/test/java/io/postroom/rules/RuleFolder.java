package io.postroom.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder of rule sets, written by a test. */
public final class RuleFolder {
    private final Path root;

    public RuleFolder(Path root) {
        this.root = root;
    }

    public RuleFolder file(String name, String content) {
        Path file = root.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The usual beginning of a rule file, with these rules. */
    public RuleFolder service(String service, String rules) {
        return file(service + "/rules.yaml", """
            service: %s
            sources: [case-events]
            senders: { sms: Example, email: "Example <no-reply@example.gov.uk>" }
            rules:
            """.formatted(service) + rules);
    }

    public RuleFolder template(String service, String name, String content) {
        return file(service + "/templates/" + name + ".md", content);
    }

    public RuleBook load() {
        return RuleBook.load(root);
    }

    /** What loading complains about, as it is told. */
    public List<String> problems() {
        try {
            RuleBook.load(root);
            return List.of();
        } catch (InvalidRuleBookException e) {
            return e.problems().stream().map(RuleProblem::toString).toList();
        }
    }

    public Path path() {
        return root;
    }
}
