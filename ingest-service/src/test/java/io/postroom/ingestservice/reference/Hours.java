package io.postroom.ingestservice.reference;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** From eight to eight, by the clocks of London: the only window that the rules have. */
final class Hours {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final LocalTime FROM = LocalTime.of(8, 0);
    private static final LocalTime TO = LocalTime.of(20, 0);

    private Hours() {}

    static Instant opening(Instant moment) {
        ZonedDateTime local = moment.atZone(LONDON);
        LocalTime time = local.toLocalTime();
        if (time.isBefore(FROM)) {
            return local.toLocalDate().atTime(FROM).atZone(LONDON).toInstant();
        }
        return time.isBefore(TO)
                ? moment
                : local.toLocalDate().plusDays(1).atTime(FROM).atZone(LONDON).toInstant();
    }
}
