package io.postroom.rules.set;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;

/**
 * The hours of each day in which messages may be sent, by the clocks on the wall of a place.
 *
 * @param from when it opens
 * @param to when it closes; the moment itself is outside
 * @param zone whose clocks
 */
public record SendWindow(LocalTime from, LocalTime to, ZoneId zone) {
    public SendWindow {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("A send window must open before it closes.");
        }
    }

    /** Whether messages may be sent at a moment. */
    public boolean isOpen(Instant moment) {
        return holds(LocalTime.ofInstant(moment, zone));
    }

    /** The moment itself while the window is open, else the next one at which it opens. */
    public Instant nextOpening(Instant moment) {
        if (isOpen(moment)) {
            return moment;
        }
        ZonedDateTime now = moment.atZone(zone);
        // On a day whose clocks jump over the whole window it does not open; the day after it does.
        for (LocalDate day = now.toLocalDate();; day = day.plusDays(1)) {
            Instant opening = opening(day);
            if (opening.isAfter(moment) && isOpen(opening)) {
                return opening;
            }
        }
    }

    /** The first moment of a day at which clocks show the hour of opening, or jump over it. */
    private Instant opening(LocalDate day) {
        LocalDateTime local = day.atTime(from);
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap() ? change.getInstant() : local.atZone(zone).toInstant();
    }

    private boolean holds(LocalTime time) {
        return !time.isBefore(from) && time.isBefore(to);
    }
}
