package io.postroom.staffweb.batch;

import io.postroom.staffweb.send.SendTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody chose under a checked spreadsheet, right or wrong.
 *
 * @param typed by name of the field
 */
record SendForm(Map<String, String> typed) {
    SendForm {
        typed = Map.copyOf(typed);
    }

    boolean isTicked(String field) {
        return "yes".equals(typed.get(field));
    }

    /** Without an answer repeated messages are left out. */
    public boolean leavesOutRepeated() {
        return typed.isEmpty() || isTicked("repeated");
    }

    public boolean leavesOutSentToday() {
        return isTicked("today");
    }

    /** How many people the page said were sent the template today; what is known of the sheet where it did not say. */
    int seenSentToday(Batch batch) {
        String seen = of("seen-today");
        return seen.matches("[0-9]{1,7}") ? Integer.parseInt(seen) : batch.checked().sentToday();
    }

    boolean isLater() {
        return "later".equals(typed.get("when"));
    }

    /** What stands in a field. */
    public String of(String field) {
        return typed.getOrDefault(field, "");
    }

    /** The time that was asked for, or nothing when it is none. */
    Optional<Instant> time() {
        return Optional.ofNullable(new SendTime(true, of("day"), of("month"), of("year"), of("time")).at());
    }

    @Override
    public String toString() {
        return "SendForm[•••]";
    }
}
