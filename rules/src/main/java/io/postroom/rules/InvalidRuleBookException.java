package io.postroom.rules;

import java.util.List;
import java.util.stream.Collectors;

/** The rule sets cannot be used as they stand. The message lists every problem, one a line. */
public final class InvalidRuleBookException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<RuleProblem> problems;

    InvalidRuleBookException(List<RuleProblem> problems) {
        super(problems.stream().map(RuleProblem::toString).collect(Collectors.joining("\n",
                "The rule sets have " + (problems.size() == 1 ? "a problem" : problems.size() + " problems") + ":\n",
                "")));
        this.problems = List.copyOf(problems);
    }

    /** Every problem, in the order of files and lines. */
    public List<RuleProblem> problems() {
        return problems;
    }
}
