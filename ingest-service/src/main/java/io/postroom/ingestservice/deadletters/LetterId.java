package io.postroom.ingestservice.deadletters;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a dead letter lies: topic, partition and offset of the dead-letter topic. */
record LetterId(String topic, int partition, long offset) {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9._-]+)/(\\d{1,9})/(\\d{1,18})");

    /**
     * Reads what {@link #toString()} writes.
     *
     * @throws IllegalArgumentException for any other text
     */
    static LetterId parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "A dead letter is named TOPIC/PARTITION/OFFSET, as 'dead-letters list' prints it.");
        }
        return new LetterId(matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
    }

    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }
}
