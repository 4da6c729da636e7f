package io.postroom.ingestservice.reference;

import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One rule, written by hand.
 *
 * @param channels each of them; where {@code preferred}, the order in which they are tried
 * @param collect for how long events are collected; null for not at all
 */
record Rule(String service, String id, String on, Predicate<CaseEvent> when, List<String> to, List<Channel> channels,
        boolean preferred, List<Channel> fallback, Duration fallbackAfter, boolean essential, String lane,
        UnknownOutcomePolicy unknown, Function<CaseEvent, Instant> sendAt, boolean window, Duration expires,
        Duration collect, List<String> cancelledBy, List<String> supersedes, boolean welsh) {

    Instant expiry(Instant from) {
        return expires == null ? null : from.plus(expires);
    }

    UnknownOutcomePolicy unknown(Channel channel) {
        if (unknown != null) {
            return unknown;
        }
        return channel == Channel.LETTER ? UnknownOutcomePolicy.ASK : UnknownOutcomePolicy.RESEND;
    }

    /** What is said: the same word in every template, the numbers of the events as each channel lists them. */
    String words(Channel channel, boolean inWelsh, List<String> numbers) {
        String name = (inWelsh ? "Welsh " : "English ") + id;
        if (channel == Channel.SMS) {
            return name + " " + sentence(numbers) + ".";
        }
        String body = collect == null
                ? name + " " + numbers.getFirst() + "."
                : name + "\n* " + String.join("\n* ", numbers);
        return name + " | " + body;
    }

    private static String sentence(List<String> items) {
        return items.size() == 1
                ? items.getFirst()
                : String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.getLast();
    }
}
