package io.postroom.letterlayout;

import io.postroom.content.Language;
import io.postroom.content.letter.LetterDocument;
import io.postroom.content.letter.LetterDocuments;
import io.postroom.content.letter.LetterFields;
import io.postroom.content.letter.LetterText;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Letters to lay out. */
final class Letters {

    static final List<String> ADDRESS = List.of("Mrs Siân Ŵyn-Jones", "Flat 2", "10 High Street", "Llanfair",
            "SW1A 1AA");
    static final List<String> CONTACT = List.of("Office of the Public Guardian", "PO Box 16185", "Birmingham", "B2 2WH",
            "Telephone: 0300 456 0300");

    private static final String BODY = """
        # What you need to do

        Your application is registered. Sign the form - before 4 December.

        * first thing
        * second thing
          * a thing within
        * ŵ ŷ â and Ô

        1. sign
        2. send it back

        ^ Keep this letter.

        See https://www.gov.uk/power-of-attorney or [ask us](https://example.gov.uk/ask).
        """;

    private Letters() {}

    static LetterDocument simple() {
        return letter(ADDRESS, new LetterText(Language.EN, "Your lasting power of attorney", BODY));
    }

    static LetterDocument withBody(String markdown) {
        return letter(ADDRESS, new LetterText(Language.EN, "Your lasting power of attorney", markdown));
    }

    static LetterDocument bilingual() {
        return letter(ADDRESS,
                new LetterText(Language.CY, "Eich atwrneiaeth arhosol", "# Beth i’w wneud\n\nDiolch i chi."),
                new LetterText(Language.EN, "Your lasting power of attorney", BODY));
    }

    static LetterDocument to(List<String> address) {
        return letter(address, new LetterText(Language.EN, "Your lasting power of attorney", BODY));
    }

    static LetterDocument from(List<String> contact) {
        return letter(ADDRESS, contact, new LetterText(Language.EN, "Your lasting power of attorney", BODY));
    }

    private static LetterDocument letter(List<String> address, LetterText first, LetterText... more) {
        return letter(address, CONTACT, first, more);
    }

    private static LetterDocument letter(List<String> address, List<String> contact, LetterText first,
            LetterText... more) {
        LetterFields fields = new LetterFields(address, LocalDate.of(2026, 11, 22), Optional.of("LPA 7000-1234"),
                contact);
        return LetterDocuments.letter(fields, first, more).orElseThrow();
    }
}
