package io.postroom.rules.set;

import io.postroom.rules.SourceFormat;
import io.postroom.rules.StartFrom;
import io.postroom.rules.mapping.MappingReader;
import io.postroom.rules.mapping.SourceMapping;
import io.postroom.rules.yaml.Entry;
import io.postroom.rules.yaml.Problems;
import io.postroom.rules.yaml.Section;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads the sources of a rule file: a topic's name, or a topic or pattern with all that there is to say about it. */
final class SourceReader {
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
    private static final Map<String, SourceFormat> FORMATS = Map.of("case-event", SourceFormat.CASE_EVENT, "avro",
            SourceFormat.AVRO, "json", SourceFormat.JSON, "cloud-event", SourceFormat.CLOUD_EVENT);

    private final MappingReader mappings;
    private final Problems problems;

    SourceReader(MappingReader mappings, Problems problems) {
        this.mappings = mappings;
        this.problems = problems;
    }

    List<SourceDeclaration> read(Entry entry) {
        List<SourceDeclaration> sources = new ArrayList<>();
        for (Entry item : entry.items()) {
            SourceDeclaration source = item.isSection() ? described(item) : named(item);
            if (source != null && sources.stream().anyMatch(other -> other.key().equals(source.key()))) {
                problems.error(item.valueSpot(), "The " + source.key() + " is listed twice; keep one.");
            } else if (source != null) {
                sources.add(source);
            }
        }
        return sources;
    }

    private static @Nullable SourceDeclaration named(Entry item) {
        String topic = topic(item);
        return topic == null
                ? null
                : new SourceDeclaration(topic, null, SourceFormat.CASE_EVENT, new StartFrom.Now(), null,
                        item.valueSpot());
    }

    private @Nullable SourceDeclaration described(Entry item) {
        Section section = item.section();
        if (section == null) {
            return null;
        }
        section.allow(List.of("topic", "pattern", "format", "startFrom", "map"));
        Entry topicEntry = section.entry("topic");
        Entry patternEntry = section.entry("pattern");
        if ((topicEntry == null) == (patternEntry == null)) {
            problems.error(section.spot(), "A source needs a 'topic' or a 'pattern', one of the two.");
            return null;
        }
        String topic = topicEntry == null ? null : topic(topicEntry);
        String pattern = patternEntry == null ? null : pattern(patternEntry);
        Entry formatEntry = section.entry("format");
        SourceFormat format = formatEntry == null ? SourceFormat.CASE_EVENT : formatEntry.word(FORMATS);
        StartFrom startFrom = startFrom(section.entry("startFrom"));
        if (format == null) {
            return null;
        }
        SourceMapping mapping = mapping(section, format);
        if (topic == null && pattern == null || format != SourceFormat.CASE_EVENT && mapping == null) {
            return null;
        }
        return new SourceDeclaration(topic, pattern, format, startFrom, mapping, section.spot());
    }

    private @Nullable SourceMapping mapping(Section section, SourceFormat format) {
        Entry entry = section.entry("map");
        if (format == SourceFormat.CASE_EVENT) {
            if (entry != null) {
                problems.error(entry.spot(), "'map' is for the formats avro, json and cloud-event; Postroom's own "
                        + "case events need none. Give the 'format' too.");
            }
            return null;
        }
        Entry required = section.required("map", "say how to find the event's parts in the record");
        Section map = required == null ? null : required.section();
        return map == null ? null : mappings.read(map, format);
    }

    private static @Nullable String topic(Entry entry) {
        String topic = entry.text();
        return topic == null || TOPIC.matcher(topic).matches()
                ? topic
                : entry.wrong("must be the name of a Kafka topic: letters, digits, dots, hyphens and underscores");
    }

    private static @Nullable String pattern(Entry entry) {
        String pattern = entry.text();
        try {
            return pattern == null ? null : Pattern.compile(pattern).pattern();
        } catch (PatternSyntaxException e) {
            return entry.wrong("must be a regular expression: " + e.getDescription());
        }
    }

    private static StartFrom startFrom(@Nullable Entry entry) {
        String text = entry == null ? "now" : entry.text();
        if (entry == null || text == null || text.equals("now")) {
            return new StartFrom.Now();
        }
        if (text.equals("earliest")) {
            return new StartFrom.Earliest();
        }
        try {
            return new StartFrom.At(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            entry.wrong("must be now, earliest, or a moment such as 2026-11-20T09:30:00Z");
            return new StartFrom.Now();
        }
    }
}
