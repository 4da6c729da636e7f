package io.postroom.rules.set;

import io.postroom.rules.SourceFormat;
import io.postroom.rules.StartFrom;
import io.postroom.rules.mapping.SourceMapping;
import io.postroom.rules.yaml.Spot;
import org.jspecify.annotations.Nullable;

/**
 * A source as one service declares it.
 *
 * @param topic its name, or null for a pattern
 * @param pattern a regular expression, or null for a topic
 * @param format what the records are
 * @param startFrom where reading begins
 * @param mapping how to make an event of a record; null for Postroom's own records
 * @param spot where it stands
 */
public record SourceDeclaration(@Nullable String topic, @Nullable String pattern, SourceFormat format,
        StartFrom startFrom, @Nullable SourceMapping mapping, Spot spot) {

    /** Topic or pattern, told apart. */
    String key() {
        return topic != null ? "topic " + topic : "pattern " + pattern;
    }
}
