package io.postroom.rules.set;

import io.postroom.rules.yaml.Entry;
import io.postroom.rules.yaml.Section;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how much a rule may send. */
final class LimitsReader {
    static final List<String> KEYS = List.of("cap", "sameContent", "blastLimit");
    static final List<String> CAP_KEYS = List.of("perPerson", "in");
    static final List<String> BLAST_KEYS = List.of("perHour");
    /** For as long as ingest has to know what everybody was sent. */
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final int MOST_PER_PERSON = 100;
    private static final int MOST_PER_HOUR = 100_000_000;

    private LimitsReader() {}

    static Limits read(Section rule) {
        Entry same = rule.entry("sameContent");
        return new Limits(cap(rule.entry("cap")), same == null ? null : time(same), blast(rule.entry("blastLimit")));
    }

    private static Limits.@Nullable Cap cap(@Nullable Entry entry) {
        Section section = entry == null ? null : entry.section();
        if (section == null) {
            return null;
        }
        section.allow(CAP_KEYS);
        Integer perPerson = number(section.required("perPerson", "how many messages one person may have, such as 3"),
                MOST_PER_PERSON);
        Entry in = section.required("in", "the time that counts, such as 24h");
        Duration time = in == null ? null : time(in);
        return perPerson == null || time == null ? null : new Limits.Cap(perPerson, time);
    }

    private static @Nullable Integer blast(@Nullable Entry entry) {
        Section section = entry == null ? null : entry.section();
        if (section == null) {
            return null;
        }
        section.allow(BLAST_KEYS);
        return number(section.required("perHour", "how many messages an hour need nobody's word, such as 10000"),
                MOST_PER_HOUR);
    }

    private static @Nullable Duration time(Entry entry) {
        Duration time = entry.duration();
        return time != null && time.compareTo(LONGEST) > 0 ? entry.wrong("must be 31d at most") : time;
    }

    private static @Nullable Integer number(@Nullable Entry entry, int most) {
        String text = entry == null ? null : entry.text();
        if (entry == null || text == null) {
            return null;
        }
        return text.matches("[1-9][0-9]{0,8}") && Integer.parseInt(text) <= most
                ? Integer.valueOf(text)
                : entry.wrong("must be a whole number from 1 to " + most);
    }
}
