package io.postroom.worker;

import java.time.Instant;

/**
 * One attempt, as a provider sees it.
 *
 * @param number  1 for the first; attempts before a long wait count
 * @param firstAt when the first began
 * @param last    whether a failure of this one is final
 */
public record Attempt(int number, Instant firstAt, boolean last) {}
