package io.postroom.benchmarks.report;

import java.io.PrintStream;

/** Where the progress of a run is seen. */
public record Console(PrintStream out) {

    /** Says something, at once. */
    public void say(String sentence) {
        out.println(sentence);
        out.flush();
    }
}
