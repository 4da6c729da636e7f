package io.postroom.local.cli;

import io.postroom.local.Progress;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Where a person reads. */
record Console(PrintStream out, PrintStream err) implements Progress {
    @Override
    public void say(String sentence) {
        out.println(sentence);
        out.flush();
    }

    /** What an exception says; those of ours always say something. */
    void complain(@Nullable String sentence) {
        err.println(sentence);
        err.flush();
    }
}
