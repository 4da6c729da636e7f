package io.postroom.local.outside.print;

import java.util.List;

/** What becomes of a letter. A line of its address chooses; every other letter is posted. */
enum LetterOutcome {
    /** Accepted, printed, despatched. */
    DESPATCHED(""),
    /** Refused as unfit for print. */
    REJECTED("Rejected Row"),
    /** Despatched, and later returned: nobody of that name lives there. */
    RETURNED("Returned Row"),
    /** Accepted; nothing more is heard of it. */
    SILENT("Silent Row");

    private final String line;

    LetterOutcome(String line) {
        this.line = line;
    }

    /** The outcome that an address stands for. */
    static LetterOutcome of(List<String> address) {
        for (LetterOutcome outcome : values()) {
            if (outcome != DESPATCHED && address.stream().anyMatch(line -> line.endsWith(outcome.line))) {
                return outcome;
            }
        }
        return DESPATCHED;
    }
}
