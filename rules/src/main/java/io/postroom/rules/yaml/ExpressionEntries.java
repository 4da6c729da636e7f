package io.postroom.rules.yaml;

import io.postroom.rules.expression.Compiled;
import io.postroom.rules.expression.Expression;
import io.postroom.rules.expression.Expressions;
import io.postroom.rules.expression.Scope;
import org.jspecify.annotations.Nullable;

/** Compiles the expressions of a YAML file and reports what is wrong with them at their own place. */
public final class ExpressionEntries {
    private final Expressions expressions;
    private final Problems problems;

    /** With the given compilers, reporting to a list of problems. */
    public ExpressionEntries(Expressions expressions, Problems problems) {
        this.expressions = expressions;
        this.problems = problems;
    }

    /** The expression; null, with problems, when it does not compile. */
    public @Nullable Expression compile(Entry entry, Scope scope) {
        String source = entry.text();
        if (source == null) {
            return null;
        }
        return switch (expressions.compile(source, scope)) {
            case Compiled.Ready(Expression expression) -> expression;
            case Compiled.Faulty(var faults) -> {
                for (Compiled.Fault fault : faults) {
                    problems.error(entry.placeInValue(fault.line(), fault.column()),
                            "This expression is not right: " + fault.sentence() + ".");
                }
                yield null;
            }
        };
    }

    /** An expression that answers yes or no. */
    public @Nullable Expression condition(Entry entry, Scope scope) {
        Expression expression = compile(entry, scope);
        if (expression != null && !expression.canBeCondition()) {
            problems.error(entry.valueSpot(), "A condition must be true or false; this expression is neither.");
            return null;
        }
        return expression;
    }
}
