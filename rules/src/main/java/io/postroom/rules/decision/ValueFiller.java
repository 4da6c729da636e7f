package io.postroom.rules.decision;

import io.postroom.content.Language;
import io.postroom.content.template.Personalisation;
import io.postroom.content.value.Value;
import io.postroom.content.value.ValueFormat;
import io.postroom.rules.expression.Expression;
import io.postroom.rules.expression.ExpressionException;
import io.postroom.rules.expression.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Works out the values of a rule for one person. Immutable. */
final class ValueFiller {
    private final Map<String, Expression> expressions;
    private final Map<String, Expression> lists;

    /**
     * With a rule's expressions.
     *
     * @param lists those that are worked out for each of the events that a message is made of
     */
    ValueFiller(Map<String, Expression> expressions, Map<String, Expression> lists) {
        this.expressions = expressions;
        this.lists = lists;
    }

    /**
     * What there is for the placeholders. A value that cannot be worked out is left out: only templates that use it
     * fail.
     *
     * @param values the values
     * @param faults why others are left out, by name and never by value
     */
    record Filled(Personalisation values, List<Fault> faults) {}

    /** Why a value is left out. */
    record Fault(String name, String why, boolean missing) {}

    Filled fill(Map<String, Object> variables, Language language, List<Map<String, Object>> events) {
        Personalisation.Builder values = Personalisation.builder();
        List<Fault> faults = new ArrayList<>();
        expressions.forEach((name, expression) -> {
            try {
                Value value = Values.toContent(expression.evaluate(variables, language));
                if (value == null) {
                    faults.add(new Fault(name, "it is not a value that a message can show", false));
                } else {
                    put(values, name, value, language);
                }
            } catch (ExpressionException e) {
                faults.add(new Fault(name, e.why(), e.isMissing()));
            }
        });
        lists.forEach((name, expression) -> collect(name, expression, events, language, values, faults));
        return new Filled(values.build(), faults);
    }

    /** What each event gives, one after the other; a list gives its items. */
    private static void collect(String name, Expression expression, List<Map<String, Object>> events,
            Language language, Personalisation.Builder values, List<Fault> faults) {
        List<Value> items = new ArrayList<>();
        for (Map<String, Object> event : events) {
            try {
                Value value = Values.toContent(expression.evaluate(event, language));
                if (value == null) {
                    faults.add(new Fault(name, "it is not a value that a message can show", false));
                    return;
                }
                items.addAll(value instanceof Value.ListOf(List<Value> several) ? several : List.of(value));
            } catch (ExpressionException e) {
                faults.add(new Fault(name, e.why(), e.isMissing()));
                return;
            }
        }
        put(values, name, new Value.ListOf(items), language);
    }

    /** Adds a value as messages in a language write it; a list stays a list, which each channel sets out in its own way. */
    static void put(Personalisation.Builder values, String name, Value value, Language language) {
        if (value instanceof Value.ListOf(List<Value> items)) {
            values.list(name, items.stream().map(item -> ValueFormat.write(item, language)).toList());
        } else {
            values.text(name, ValueFormat.write(value, language));
        }
    }
}
