package io.postroom.ingestservice.reference;

import static io.postroom.schemas.v1.Channel.EMAIL;
import static io.postroom.schemas.v1.Channel.LETTER;
import static io.postroom.schemas.v1.Channel.SMS;

import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.TimeValue;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** The rules of {@code src/test/resources/reference}, by hand. */
final class Rules {
    /** E-mail before text before letter, where a person has no wish. */
    private static final List<Channel> ANY = List.of(EMAIL, SMS, LETTER);
    private static final Predicate<CaseEvent> ALWAYS = event -> true;
    private static final Function<CaseEvent, Instant> AT_ONCE = event -> null;

    static final List<String> SERVICES = List.of("fines", "scans");
    static final List<Rule> ALL = List.of(
            new Rule("fines", "notice", "notice.sent", event -> (long) event.getData().get("amount").getValue() > 0,
                    List.of("keeper", "agent"), ANY, true, List.of(SMS, LETTER), Duration.ofHours(48), false, "normal",
                    null, AT_ONCE, false, Duration.ofDays(14), null, List.of("notice.withdrawn", "payment.made"),
                    List.of(), true),
            new Rule("fines", "receipt", "payment.made", ALWAYS, List.of("keeper"), List.of(SMS, EMAIL, LETTER), false,
                    List.of(), null, true, "bulk", null, AT_ONCE, false, null, null, List.of(), List.of(), true),
            new Rule("fines", "reminder", "payment.due", ALWAYS, List.of("keeper"), List.of(SMS), false, List.of(),
                    null,
                    false, "normal", null, event -> ((TimeValue) event.getData().get("due").getValue()).getTime(), true,
                    Duration.ofDays(2), null, List.of("payment.made"), List.of("reminder"), true),
            new Rule("fines", "demand", "demand.made", ALWAYS, List.of("keeper"), List.of(LETTER), false, List.of(),
                    null,
                    false, "normal", UnknownOutcomePolicy.RESEND, AT_ONCE, false, null, null, List.of(),
                    List.of("reminder", "notice"), true),
            new Rule("fines", "state", "state.changed", ALWAYS, List.of("keeper"), List.of(SMS), false, List.of(LETTER),
                    null, false, "normal", null, AT_ONCE, true, Duration.ofHours(12), null, List.of(), List.of(), true),
            new Rule("scans", "scanned", "evidence.scanned", ALWAYS, List.of("keeper"), ANY, true, List.of(LETTER),
                    null,
                    false, "normal", null, AT_ONCE, true, Duration.ofDays(14), Duration.ofMinutes(15),
                    List.of("evidence.withdrawn"), List.of(), false),
            new Rule("scans", "noticed", "notice.sent", ALWAYS, List.of("keeper"), List.of(SMS), false, List.of(), null,
                    false, "normal", null, AT_ONCE, false, null, null, List.of("notice.withdrawn"), List.of(), false));

    private Rules() {}

    static List<Rule> of(String service) {
        return ALL.stream().filter(rule -> rule.service().equals(service)).toList();
    }
}
