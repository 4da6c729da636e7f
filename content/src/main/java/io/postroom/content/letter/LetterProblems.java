package io.postroom.content.letter;

import io.postroom.content.Problem;

/** The sentences of the letter check. */
final class LetterProblems {

    static final Problem UNREADABLE = Problem.of("unable-to-read-the-file",
            "The file cannot be read as a PDF. Save it again as a PDF without a password.",
            "Ni ellir darllen y ffeil fel PDF. Cadwch hi eto fel PDF heb gyfrinair.");
    static final Problem NOT_A4 = Problem.of("letter-not-a4-portrait-oriented",
            "The pages must be A4 portrait, 210 by 297 millimetres.",
            "Rhaid i’r tudalennau fod yn A4 ar eu sefyll, 210 wrth 297 milimetr.");
    static final Problem OUTSIDE_PRINTABLE_AREA = Problem.of("content-outside-printable-area",
            "Something is printed outside the areas that may be printed on.",
            "Mae rhywbeth wedi’i argraffu y tu allan i’r mannau y gellir argraffu arnynt.");
    static final Problem NO_ADDRESS = Problem.of("no-address-in-window",
            "There is no address in the window of the envelope.",
            "Nid oes cyfeiriad yn ffenestr yr amlen.");
    static final Problem FONTS_NOT_EMBEDDED = Problem.of("fonts-not-embedded",
            "The file uses fonts that it does not contain. Save it again with fonts embedded.",
            "Mae’r ffeil yn defnyddio ffontiau nad yw’n eu cynnwys. Cadwch hi eto gyda ffontiau wedi’u mewnblannu.");

    private LetterProblems() {}

    static Problem tooLong(int maxPages) {
        return Problem.of("letter-too-long",
                "The letter is longer than the " + maxPages + " pages that fit the envelope.",
                "Mae’r llythyr yn hirach na’r " + maxPages + " tudalen sy’n ffitio yn yr amlen.");
    }
}
