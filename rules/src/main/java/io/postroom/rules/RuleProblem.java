package io.postroom.rules;

/**
 * What is wrong with a rule set, and where. The sentence quotes names that the authors chose, never a value of an event.
 *
 * @param file the file, relative to the folder of rule sets
 * @param line from 1
 * @param column from 1
 * @param severity whether it stops the start
 * @param sentence what is wrong and what to do
 */
public record RuleProblem(String file, int line, int column, Severity severity, String sentence)
        implements
            Comparable<RuleProblem> {

    /** How bad it is. */
    public enum Severity {
        /** The rule sets are not loaded. */
        ERROR,
        /** They are loaded; somebody should look at it. */
        WARNING
    }

    @Override
    public int compareTo(RuleProblem other) {
        int byFile = file.compareTo(other.file);
        if (byFile != 0) {
            return byFile;
        }
        int byLine = Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    /** As editors and compilers write it: {@code file:line:column sentence}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + " " + sentence;
    }
}
