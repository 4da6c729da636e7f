package io.postroom.content.sheet;

import io.postroom.content.Channel;
import io.postroom.content.Problem;
import java.util.List;

/** What can be wrong with a sheet or a row of it, in words. */
final class SheetProblems {

    static final Problem MISSING = Problem.of("missing-value", "Missing", "Ar goll");
    static final Problem NO_ROWS = Problem.of("no-rows", "Your file needs at least one row of data below its headers",
            "Mae angen o leiaf un rhes o ddata ar eich ffeil o dan ei phenynnau");
    static final Problem NOT_ON_SAFELIST = Problem.of("recipients-not-allowed",
            "While the service is being tried out it can only send to the recipients on its list",
            "Tra bod y gwasanaeth yn cael ei dreialu dim ond at y derbynwyr ar ei restr y gall anfon");
    static final Problem QR_TOO_LONG = Problem.of("qr-code-too-long",
            "The text of the QR code is too long: it can have at most 504 bytes",
            "Mae testun y cod QR yn rhy hir: ni chaiff fod yn fwy na 504 beit");

    private SheetProblems() {}

    static Problem tooManyRows(int max, int rows) {
        return Problem.of("too-many-rows", "Your file has " + rows + " rows; it can have at most " + max,
                "Mae gan eich ffeil " + rows + " rhes; ni chaiff fod â mwy na " + max);
    }

    static Problem noRecipientColumn(Channel channel) {
        return switch (channel) {
            case SMS -> Problem.of("missing-recipient-column", "Your file needs a column called ‘phone number’",
                    "Mae angen colofn o’r enw ‘phone number’ ar eich ffeil");
            case EMAIL -> Problem.of("missing-recipient-column", "Your file needs a column called ‘email address’",
                    "Mae angen colofn o’r enw ‘email address’ ar eich ffeil");
            case LETTER -> Problem.of("missing-recipient-column",
                    "Your file needs at least 3 address columns, for example ‘address line 1’, ‘address line 2’ and ‘postcode’",
                    "Mae angen o leiaf 3 colofn cyfeiriad ar eich ffeil, er enghraifft ‘address line 1’, ‘address line 2’ a ‘postcode’");
        };
    }

    static Problem duplicateColumns(List<String> names) {
        String listed = quoted(names);
        return Problem.of("duplicate-recipient-columns", "We found more than one column called " + listed
                + ": delete or rename all but one of them",
                "Cawsom hyd i fwy nag un golofn o’r enw " + listed + ": dilëwch neu ailenwch bob un ond un ohonynt");
    }

    static Problem missingColumns(List<String> names) {
        String listed = quoted(names);
        return Problem.of("missing-columns", "Your file needs these columns, to match your template: " + listed,
                "Mae angen y colofnau hyn ar eich ffeil, i gyd-fynd â’ch templed: " + listed);
    }

    static Problem rowErrors(String english, String welsh) {
        return Problem.of("row-errors", english, welsh);
    }

    static Problem moreThanRemaining(int rows, int remaining) {
        return Problem.of("too-many-messages", "Your file has " + rows + " recipients; you can send " + remaining
                + " more messages today",
                "Mae gan eich ffeil " + rows + " o dderbynwyr; gallwch anfon " + remaining + " neges arall heddiw");
    }

    static Problem moreInternationalThanRemaining(int international, int remaining) {
        return Problem.of("too-many-international-messages",
                "Your file has " + international + " numbers of other countries; you can send " + remaining
                        + " more international texts today",
                "Mae gan eich ffeil " + international + " rhif o wledydd eraill; gallwch anfon " + remaining
                        + " neges destun ryngwladol arall heddiw");
    }

    private static String quoted(List<String> names) {
        return "‘" + String.join("’, ‘", names) + "’";
    }
}
