package io.postroom.staffweb.config;

import java.util.List;

/** The configuration cannot be used. Names every problem at once, never a value that may be secret. */
public final class InvalidConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    InvalidConfigurationException(List<String> problems) {
        super("The configuration has " + (problems.size() == 1 ? "a problem" : problems.size() + " problems")
                + ":\n  - " + String.join("\n  - ", problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems, one sentence or two each. */
    public List<String> problems() {
        return problems;
    }
}
