package io.postroom.ingestservice.history;

import io.postroom.ingestservice.history.Forecast.Message;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What rules would make of events next to what was made of them, message by message. */
final class Comparison {
    /** How the two stand to each other. */
    enum Kind {
        /** It would be sent, and was not. */
        NEW,
        /** It was sent, and people would get something else. */
        DIFFERENT,
        /** It was sent, and would not be. */
        MISSING,
        /** It was sent as it would be; or so long ago that only its id is known. */
        SAME
    }

    private static final String LINE = "%-9s %-6s %-32s %-12s %-26s %s";

    private final List<String> lines = new ArrayList<>();
    private final List<String> sameLines = new ArrayList<>();
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private final List<Message> fresh = new ArrayList<>();
    private final List<Message> again = new ArrayList<>();

    Comparison(Forecast forecast, Past past) {
        for (Message message : forecast.messages()) {
            compare(message, past.made().get(message.id()), past.notMade(message.id()));
        }
        Set<UUID> would = forecast.messages().stream().map(Message::id).collect(Collectors.toSet());
        past.made().forEach((id, made) -> {
            if (!would.contains(id)) {
                count(Kind.MISSING);
                lines.add(LINE.formatted("missing", made.channel(), made.service() + "/" + made.rule(), made.role(),
                        "", "these rules do not send it").stripTrailing());
            }
        });
    }

    private void compare(Message message, Past.@Nullable Made made, @Nullable String notMade) {
        if (made == null) {
            count(Kind.NEW);
            fresh.add(message);
            lines.add(line(Kind.NEW, message, notMade == null ? "" : "was " + notMade));
            return;
        }
        again.add(message);
        boolean same = made.content() == null || made.content().equals(message.content());
        count(same ? Kind.SAME : Kind.DIFFERENT);
        if (same) {
            sameLines.add(line(Kind.SAME, message, made.content() == null ? "its content is not kept any more" : ""));
        } else {
            lines.add(line(Kind.DIFFERENT, message, ""));
        }
    }

    private static String line(Kind kind, Message message, String remark) {
        String more = message.inStead() ? "if another does not arrive" : "";
        String end = more.isEmpty() || remark.isEmpty() ? more + remark : more + "; " + remark;
        return LINE.formatted(word(kind), message.channel().wireName(), message.service() + "/" + message.rule(),
                message.role(), message.to(), "event " + message.event() + (end.isEmpty() ? "" : "  " + end))
                .stripTrailing();
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case NEW -> "new";
            case DIFFERENT -> "different";
            case MISSING -> "missing";
            case SAME -> "same";
        };
    }

    private void count(Kind kind) {
        counts.merge(kind, 1, Integer::sum);
    }

    /** What is not the same, one line each. */
    List<String> lines() {
        return lines;
    }

    /** What is the same, one line each. */
    List<String> sameLines() {
        return sameLines;
    }

    /** What would be sent and was not. */
    List<Message> fresh() {
        return fresh;
    }

    /** What would be sent and was. */
    List<Message> again() {
        return again;
    }

    String summary() {
        return "%d new, %d different, %d missing, %d the same.".formatted(of(Kind.NEW), of(Kind.DIFFERENT),
                of(Kind.MISSING), of(Kind.SAME));
    }

    private int of(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }
}
