package io.postroom.letterlayout;

/**
 * A letter as a PDF file.
 *
 * @param pdf the file; callers do not change it
 * @param pages how many pages it has
 * @param unprintable how many characters of the letter no embedded font has; such a letter should not be sent, since a
 *        replacement mark is printed in their place
 */
@SuppressWarnings("ArrayRecordComponent") // A file of some 30 kB; nobody compares two of them as values.
public record LaidOutLetter(byte[] pdf, int pages, int unprintable) {}
