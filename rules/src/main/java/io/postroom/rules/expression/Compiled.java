package io.postroom.rules.expression;

import java.util.List;

/** The outcome of compiling an expression. */
public sealed interface Compiled {

    /** It can be evaluated. */
    record Ready(Expression expression) implements Compiled {}

    /** It cannot. */
    record Faulty(List<Fault> faults) implements Compiled {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }

    /**
     * What is wrong with an expression.
     *
     * @param line from 1
     * @param column from 0
     * @param sentence what is wrong
     */
    record Fault(int line, int column, String sentence) {}
}
