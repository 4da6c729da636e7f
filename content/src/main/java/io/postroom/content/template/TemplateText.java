package io.postroom.content.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A text with {@code ((placeholders))} and {@code ((conditions??text))}, taken apart once. Brackets do not nest; an
 * outer pair more than two stays in the text.
 */
final class TemplateText {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\(\\(([^()]+)\\)\\)");
    private static final String CONDITION = "??";

    private final List<Segment> segments;

    private TemplateText(List<Segment> segments) {
        this.segments = List.copyOf(segments);
    }

    static TemplateText parse(String text) {
        List<Segment> segments = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        int end = 0;
        while (matcher.find()) {
            if (matcher.start() > end) {
                segments.add(new Segment.Fixed(text.substring(end, matcher.start())));
            }
            segments.add(segment(matcher.group(1), matcher.start(), text));
            end = matcher.end();
        }
        if (end < text.length()) {
            segments.add(new Segment.Fixed(text.substring(end)));
        }
        return new TemplateText(segments);
    }

    private static Segment segment(String content, int offset, String text) {
        int condition = content.indexOf(CONDITION);
        if (condition < 0) {
            return new Segment.Slot(NameKey.of(content), content, offset, SlotContext.at(text, offset));
        }
        String name = content.substring(0, condition);
        return new Segment.Conditional(NameKey.of(name), name, content.substring(condition + CONDITION.length()),
                offset);
    }

    /** The names in the order in which they first appear, as first spelt, with the offset of that place. */
    Map<String, NamedPlace> names() {
        Map<String, NamedPlace> names = new LinkedHashMap<>();
        for (Segment segment : segments) {
            switch (segment) {
                case Segment.Fixed ignored -> {
                }
                case Segment.Slot(String key, String name, int offset, var ignored) ->
                    names.putIfAbsent(key, new NamedPlace(name, offset));
                case Segment.Conditional(String key, String name, String ignored, int offset) ->
                    names.putIfAbsent(key, new NamedPlace(name, offset));
            }
        }
        return names;
    }

    /** A name and where it first stands. */
    record NamedPlace(String name, int offset) {}

    /** The text with every value filled in; a placeholder without one is written as the last argument says. */
    String fill(Personalisation values, ValueWriter writer, Function<Segment, String> missing) {
        StringBuilder filled = new StringBuilder();
        for (Segment segment : segments) {
            filled.append(switch (segment) {
                case Segment.Fixed(String text) -> text;
                case Segment.Slot slot -> {
                    @Nullable
                    PersonalValue value = values.find(slot.key());
                    yield value == null ? missing.apply(slot) : writer.write(value, slot);
                }
                case Segment.Conditional conditional -> {
                    @Nullable
                    PersonalValue value = values.find(conditional.key());
                    yield value == null ? missing.apply(conditional) : value.isYes() ? conditional.text() : "";
                }
            });
        }
        return filled.toString();
    }

    /** A text without its placeholders. */
    static String withoutPlaceholders(String text) {
        return PLACEHOLDER.matcher(text).replaceAll("");
    }

    /** A placeholder as it was written. */
    static String asWritten(Segment segment) {
        return switch (segment) {
            case Segment.Fixed(String text) -> text;
            case Segment.Slot slot -> "((" + slot.name() + "))";
            case Segment.Conditional conditional -> "((" + conditional.name() + CONDITION + conditional.text() + "))";
        };
    }
}
