package io.postroom.content.sheet;

import io.postroom.content.template.Message;
import io.postroom.content.template.Personalisation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checked row of a sheet. Prints without what stands in it.
 *
 * @param index which row below the headers it is, from 0; blank and hidden rows have an index too
 * @param number the number that spreadsheet programs show beside the row
 * @param recipient the number, e-mail address or address lines as written, to show beside a problem; may be empty
 * @param canonicalRecipient the one way of writing the recipient, or null when it is not a good one
 * @param values the values for the message
 * @param message the message, or null when the row has a problem
 * @param problems what is wrong, in the order of the columns; empty when it can be sent
 */
public record SheetRow(int index, int number, List<String> recipient, @Nullable String canonicalRecipient,
        Personalisation values,
        @Nullable Message message, List<RowProblem> problems) {
    public SheetRow {
        recipient = List.copyOf(recipient);
        problems = List.copyOf(problems);
    }

    /** Whether something of a kind is wrong with the row. */
    public boolean has(RowProblem.Kind kind) {
        return problems.stream().anyMatch(problem -> problem.kind() == kind);
    }

    @Override
    public String toString() {
        return "SheetRow[" + number + ", problems="
                + problems.stream().map(problem -> problem.problem().code()).toList()
                + "]";
    }
}
