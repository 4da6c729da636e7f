package io.postroom.content.sheet;

import io.postroom.content.Problem;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a row.
 *
 * @param kind what kind of mending it needs
 * @param column the header of the cell that is at fault, or null when it is the row as a whole
 * @param problem the code and the sentences
 */
public record RowProblem(Kind kind, @Nullable String column, Problem problem) {

    /** The kinds of mending, as the summary of a sheet counts them. */
    public enum Kind {
        /** The number or address cannot be sent to. */
        RECIPIENT,
        /** A cell is empty that must not be. */
        MISSING,
        /** The message would be too long. */
        TOO_LONG,
        /** Nothing would be left of the message. */
        EMPTY_MESSAGE,
        /** The text of a QR code would be too long. */
        QR_CODE,
        /** The reference of a case is longer than those of any system. */
        CASE_REFERENCE
    }
}
