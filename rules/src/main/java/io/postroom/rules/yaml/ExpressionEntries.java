package io.postroom.rules.yaml;

import io.postroom.rules.expression.Compiled;
import io.postroom.rules.expression.EventData;
import io.postroom.rules.expression.Expression;
import io.postroom.rules.expression.Expressions;
import io.postroom.rules.expression.Scope;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles the expressions of a YAML file and reports what is wrong with them at their own place. */
public final class ExpressionEntries {
    private static final Pattern UNDEFINED = Pattern.compile("undefined field '(\\w+)'");

    private final Expressions expressions;
    private final Problems problems;
    private final List<EventData> about;

    /** With the given compilers, reporting to a list of problems. */
    public ExpressionEntries(Expressions expressions, Problems problems) {
        this(expressions, problems, List.of());
    }

    private ExpressionEntries(Expressions expressions, Problems problems, List<EventData> about) {
        this.expressions = expressions;
        this.problems = problems;
        this.about = about;
    }

    /** For expressions about events of some types, of which it is known what their data are. */
    public ExpressionEntries about(List<EventData> types) {
        return new ExpressionEntries(expressions, problems, types);
    }

    /** The expression; null, with problems, when it does not compile. What does not fit the data of the events is a problem as well. */
    public @Nullable Expression compile(Entry entry, Scope scope) {
        String source = entry.text();
        if (source == null) {
            return null;
        }
        Expression expression = ready(entry, expressions.compile(source, scope), null);
        if (expression != null) {
            for (EventData data : about) {
                Expression typed = ready(entry, expressions.compile(source, scope, data), data);
                // One that does not fit the data is told of; as an expression it is there, and nothing else is wrong because of it.
                expression = typed == null ? expression : typed;
            }
        }
        return expression;
    }

    private @Nullable Expression ready(Entry entry, Compiled compiled, @Nullable EventData data) {
        return switch (compiled) {
            case Compiled.Ready(Expression expression) -> expression;
            case Compiled.Faulty(var faults) -> {
                for (Compiled.Fault fault : faults) {
                    problems.error(entry.placeInValue(fault.line(), fault.column()), "This expression is not right"
                            + (data == null ? "" : " for '" + data.eventType() + "'") + ": " + fault.sentence()
                            + (data == null ? "" : guess(fault.sentence(), data)) + ".");
                }
                yield null;
            }
        };
    }

    private static String guess(String sentence, EventData data) {
        Matcher matcher = UNDEFINED.matcher(sentence);
        return matcher.find() ? Guess.nearest(matcher.group(1), data.fields().keySet()) : "";
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
