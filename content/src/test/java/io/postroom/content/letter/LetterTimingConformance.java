package io.postroom.content.letter;

import io.postroom.content.conformance.ConformanceTopic;
import io.postroom.content.conformance.Inputs;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

public final class LetterTimingConformance implements ConformanceTopic {

    private static final Set<String> CANCELLABLE = Set.of("created", "pending-virus-check");
    private static final DateTimeFormatter INPUT = DateTimeFormatter.ofPattern("yyyy-M-d H:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter OUTPUT = DateTimeFormatter.ofPattern("EEEE yyyy-MM-dd HH:mm",
            Locale.ENGLISH);

    @Override
    public Object answer(String op, JsonNode input) {
        if (op.equals("can_be_cancelled")) {
            Instant until = LetterTiming.cancellableUntil(moment(input, "created_at_utc")).toInstant();
            return CANCELLABLE.contains(Inputs.text(input, "status")) && moment(input, "now_utc").isBefore(until);
        }
        LetterTiming timing = LetterTiming.of(moment(input, "uploaded_at_utc"),
                Postage.ofWireName(Inputs.text(input, "postage")).orElseThrow());
        return switch (op) {
            case "earliest_delivery" -> written(timing.earliestDelivery());
            case "latest_delivery" -> written(timing.latestDelivery());
            case "printed_by" -> written(timing.printedBy());
            default -> "unknown op";
        };
    }

    private static String written(ZonedDateTime time) {
        return OUTPUT.format(time);
    }

    private static Instant moment(JsonNode input, String name) {
        return LocalDateTime.parse(Inputs.text(input, name).replace('T', ' '), INPUT).toInstant(ZoneOffset.UTC);
    }
}
