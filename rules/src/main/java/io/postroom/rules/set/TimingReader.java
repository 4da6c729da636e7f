package io.postroom.rules.set;

import io.postroom.rules.expression.Expression;
import io.postroom.rules.expression.Scope;
import io.postroom.rules.yaml.Entry;
import io.postroom.rules.yaml.ExpressionEntries;
import io.postroom.rules.yaml.Problems;
import io.postroom.rules.yaml.Section;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads when a rule's messages may be sent. */
final class TimingReader {
    static final List<String> KEYS = List.of("urgent", "expires", "sendAt", "window");
    static final List<String> WINDOW_KEYS = List.of("from", "to", "zone");
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

    private final ExpressionEntries expressions;
    private final Problems problems;

    TimingReader(ExpressionEntries expressions, Problems problems) {
        this.expressions = expressions;
        this.problems = problems;
    }

    Timing read(Section rule) {
        Entry urgentEntry = rule.entry("urgent");
        boolean urgent = urgentEntry != null && Boolean.TRUE.equals(urgentEntry.flag());
        Entry expires = rule.entry("expires");
        Entry windowEntry = rule.entry("window");
        SendWindow window = windowEntry == null ? null : window(windowEntry);
        if (urgent && urgentEntry != null && window != null) {
            problems.warning(urgentEntry.spot(), "An urgent rule passes its own 'window'; leave one of them out.");
        }
        return new Timing(sendAt(rule.entry("sendAt")), window, urgent, expires == null ? null : expires.duration());
    }

    private @Nullable Expression sendAt(@Nullable Entry entry) {
        Expression expression = entry == null ? null : expressions.compile(entry, Scope.CONDITION);
        if (entry != null && expression != null && !expression.canBeMoment()) {
            return entry.wrong("must be a date or a moment; this expression is neither");
        }
        return expression;
    }

    private static @Nullable SendWindow window(Entry entry) {
        Section section = entry.section();
        if (section == null) {
            return null;
        }
        section.allow(WINDOW_KEYS);
        LocalTime from = time(section.required("from", "the time of day at which the window opens, such as 08:00"));
        LocalTime to = time(section.required("to", "the time of day at which the window closes, such as 20:00"));
        ZoneId zone = zone(section.entry("zone"));
        if (from == null || to == null || zone == null) {
            return null;
        }
        return from.isBefore(to)
                ? new SendWindow(from, to, zone)
                : entry.wrong("must open before it closes, on the same day");
    }

    private static @Nullable LocalTime time(@Nullable Entry entry) {
        String text = entry == null ? null : entry.text();
        if (entry == null || text == null) {
            return null;
        }
        return TIME.matcher(text).matches()
                ? LocalTime.parse(text)
                : entry.wrong("must be a time of day such as 08:00");
    }

    private static @Nullable ZoneId zone(@Nullable Entry entry) {
        String text = entry == null ? null : entry.text();
        if (entry == null) {
            return Timing.USUAL_ZONE;
        }
        try {
            return text == null ? null : ZoneId.of(text);
        } catch (DateTimeException e) {
            return entry.wrong("must be a time zone such as Europe/London");
        }
    }
}
