package io.postroom.rules.set;

import io.postroom.rules.expression.Expression;
import io.postroom.rules.expression.Scope;
import io.postroom.rules.yaml.Entry;
import io.postroom.rules.yaml.ExpressionEntries;
import io.postroom.rules.yaml.Section;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how several events of a case become one message. */
final class CollectReader {
    static final List<String> KEYS = List.of("for", "values");
    private static final Duration LONGEST = Duration.ofDays(1);

    private final ExpressionEntries expressions;

    CollectReader(ExpressionEntries expressions) {
        this.expressions = expressions;
    }

    /**
     * What a rule collects; null for nothing.
     *
     * @param values the names of the values that are not collected
     */
    @Nullable
    Collect read(Section rule, Set<String> values) {
        Entry entry = rule.entry("collect");
        Section section = entry == null ? null : entry.section();
        if (entry == null || section == null) {
            return null;
        }
        section.allow(KEYS);
        if (rule.entry("sendAt") != null) {
            entry.wrong("cannot stand beside 'sendAt'; a collected message goes out when its time is over");
        }
        Entry timeEntry = section.required("for", "for how long further events are waited for, such as 15m");
        Duration time = timeEntry == null ? null : timeEntry.duration();
        if (timeEntry != null && time != null && time.compareTo(LONGEST) > 0) {
            timeEntry.wrong("must be 1d at most");
        }
        Entry valuesEntry = section.required("values",
                "an expression for each list, such as documents: event.data.document");
        Section lists = valuesEntry == null ? null : valuesEntry.section();
        Map<String, Expression> collected = new LinkedHashMap<>();
        if (lists != null) {
            lists.entries().forEach((name, value) -> {
                if (values.contains(name)) {
                    value.wrong("is given under 'send.values' too; keep one");
                }
                Expression expression = expressions.compile(value, Scope.VALUE);
                if (expression != null) {
                    collected.put(name, expression);
                }
            });
        }
        return time == null ? null : new Collect(time, collected);
    }
}
