package io.postroom.ingestservice.history;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Says every two seconds how far a reading is; one that takes less says nothing. For one thread. */
final class Progress {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final PrintWriter out;
    private final Clock clock;
    private String what = "";
    private long all;
    private long done;
    private Instant last;

    Progress(PrintWriter out, Clock clock) {
        this.out = out;
        this.clock = clock;
        this.last = clock.instant();
    }

    void begin(String what, long all) {
        this.what = what;
        this.all = all;
        this.done = 0;
    }

    void one() {
        done++;
    }

    /** Says it, if it is time. */
    void look() {
        Instant now = clock.instant();
        if (Duration.between(last, now).compareTo(EVERY) >= 0) {
            last = now;
            out.println("  %s: %,d of about %,d records".formatted(what, done, all));
            out.flush();
        }
    }
}
