package io.postroom.worker;

import java.util.List;

/**
 * Settings that check themselves. Every bean of this type is asked before anything is built from it, and the problems of
 * all are reported at once.
 */
public interface CheckedSettings {
    /** What is wrong: one sentence each, with the property's name, what it is and what it must be; never a secret. */
    List<String> problems();
}
