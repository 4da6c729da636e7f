package io.postroom.images;

import java.io.PrintStream;

/** Where the command speaks to whoever runs it. */
record Console(PrintStream out) {
    void say(String line) {
        out.println(line);
    }
}
