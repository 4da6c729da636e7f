package io.postroom.rules;

import io.postroom.rules.mapping.SourceMapping;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A topic, or all topics that match a pattern, and the services that may be spoken for there. Services that name the same
 * topic must say the same about it.
 *
 * @param topic its name as the rule files give it, or null for a pattern
 * @param pattern a regular expression that the whole name must match, or null for a topic
 * @param services the services
 * @param format what the records are
 * @param startFrom where reading begins
 * @param mapping how to make an event of a record; null for Postroom's own records
 */
public record SourceBinding(@Nullable String topic, @Nullable String pattern, Set<String> services,
        SourceFormat format, StartFrom startFrom, @Nullable SourceMapping mapping) {

    public SourceBinding {
        services = Set.copyOf(services);
        if ((topic == null) == (pattern == null)) {
            throw new IllegalArgumentException("A source is a topic or a pattern.");
        }
    }

    /** Whether it speaks of this topic. */
    public boolean covers(String name) {
        return topic != null ? topic.equals(name) : pattern != null && Pattern.matches(pattern, name);
    }

    /** The topic or the pattern, for messages. */
    public String name() {
        return topic != null ? topic : "" + pattern;
    }
}
