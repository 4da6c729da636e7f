package io.postroom.local.cli;

import io.postroom.local.Progress;
import java.io.PrintStream;

/** Where a person reads. */
record Console(PrintStream out, PrintStream err) implements Progress {
    @Override
    public void say(String sentence) {
        out.println(sentence);
        out.flush();
    }

    void complain(String sentence) {
        err.println(sentence);
        err.flush();
    }
}
