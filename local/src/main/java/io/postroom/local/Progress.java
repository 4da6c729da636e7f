package io.postroom.local;

/** Hears what happens while things start, so that a person sees it. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress SILENT = sentence -> {};

    /** One sentence, for a person. */
    void say(String sentence);
}
