package io.postroom.rules.set;

import io.postroom.rules.expression.Expression;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How several events of a case become one message.
 *
 * @param time for how long after the first event others are waited for
 * @param values what is collected: for each placeholder the list of what the events give
 */
public record Collect(Duration time, Map<String, Expression> values) {
    public Collect {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
