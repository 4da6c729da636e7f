package io.postroom.rules.yaml;

import io.postroom.rules.RuleProblem;
import io.postroom.rules.RuleProblem.Severity;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong while rule sets are read, so that all of it is told at once. Used by one thread. */
public final class Problems {
    private final List<RuleProblem> found = new ArrayList<>();

    /** Something that stops the start. */
    public void error(Spot spot, String sentence) {
        found.add(new RuleProblem(spot.file(), spot.line(), spot.column(), Severity.ERROR, sentence));
    }

    /** Something that somebody should look at. */
    public void warning(Spot spot, String sentence) {
        found.add(new RuleProblem(spot.file(), spot.line(), spot.column(), Severity.WARNING, sentence));
    }

    /** With those that were found beside. */
    public void addAll(Problems others) {
        found.addAll(others.found);
    }

    /** What stops the start, in the order of files and lines. */
    public List<RuleProblem> errors() {
        return of(Severity.ERROR);
    }

    /** What does not stop it, in the order of files and lines. */
    public List<RuleProblem> warnings() {
        return of(Severity.WARNING);
    }

    private List<RuleProblem> of(Severity severity) {
        return found.stream().filter(problem -> problem.severity() == severity).distinct().sorted().toList();
    }
}
