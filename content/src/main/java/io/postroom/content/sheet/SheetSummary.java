package io.postroom.content.sheet;

import io.postroom.content.Channel;
import io.postroom.content.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a sheet come to.
 *
 * @param goodRows how many can be sent
 * @param parts how many texts the network would carry for them; for other channels the number of messages
 * @param international how many texts go to other countries; the crown dependencies do not count
 * @param notAllowed how many good recipients are not on the safelist
 * @param problems how many rows have a problem of each kind
 * @param duplicates rows with the same recipient and content as an earlier one
 */
public record SheetSummary(int goodRows, long parts, int international, int notAllowed,
        Map<RowProblem.Kind, Integer> problems, List<Duplicate> duplicates) {
    public SheetSummary {
        problems = Map.copyOf(problems);
        duplicates = List.copyOf(duplicates);
    }

    /**
     * Two rows that would send the same message to the same person.
     *
     * @param number the later row, as spreadsheet programs number it
     * @param earlier the first such row
     */
    public record Duplicate(int number, int earlier) {}

    /** What is to be mended in the rows, in one sentence, or null when nothing is. */
    @Nullable
    Problem rowErrors(Channel channel) {
        List<String> english = new ArrayList<>();
        List<String> welsh = new ArrayList<>();
        for (RowProblem.Kind kind : RowProblem.Kind.values()) {
            int rows = problems.getOrDefault(kind, 0);
            if (rows > 0) {
                english.add(english(kind, rows, channel));
                welsh.add(welsh(kind, rows, channel));
            }
        }
        return english.isEmpty()
                ? null
                : SheetProblems.rowErrors("You need to: " + String.join("; ", english),
                        "Mae angen i chi: " + String.join("; ", welsh));
    }

    private static String english(RowProblem.Kind kind, int rows, Channel channel) {
        String inRows = " in " + rows + (rows == 1 ? " row" : " rows");
        return switch (kind) {
            case RECIPIENT -> "fix " + rows + " " + switch (channel) {
                case SMS -> rows == 1 ? "phone number" : "phone numbers";
                case EMAIL -> rows == 1 ? "email address" : "email addresses";
                case LETTER -> rows == 1 ? "address" : "addresses";
            };
            case MISSING -> "enter missing data" + inRows;
            case TOO_LONG -> "shorten the " + (rows == 1 ? "message" : "messages") + inRows;
            case EMPTY_MESSAGE ->
                "check you have content for the empty " + (rows == 1 ? "message" : "messages") + inRows;
            case QR_CODE -> "enter fewer characters for the QR code links" + inRows;
            case CASE_REFERENCE -> "shorten the " + (rows == 1 ? "case reference" : "case references") + inRows;
        };
    }

    private static String welsh(RowProblem.Kind kind, int rows, Channel channel) {
        String inRows = " mewn " + rows + " rhes";
        return switch (kind) {
            case RECIPIENT -> "cywiro " + rows + " " + switch (channel) {
                case SMS -> "rhif ffôn";
                case EMAIL -> "cyfeiriad e-bost";
                case LETTER -> "cyfeiriad";
            };
            case MISSING -> "rhoi’r data coll" + inRows;
            case TOO_LONG -> "byrhau’r neges" + inRows;
            case EMPTY_MESSAGE -> "gwirio bod cynnwys i’r neges wag" + inRows;
            case QR_CODE -> "rhoi llai o nodau ar gyfer y codau QR" + inRows;
            case CASE_REFERENCE -> "byrhau’r cyfeirnod achos" + inRows;
        };
    }
}
