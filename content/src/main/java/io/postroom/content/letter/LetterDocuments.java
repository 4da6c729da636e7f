package io.postroom.content.letter;

import io.postroom.content.Checked;
import io.postroom.content.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes letters from what templates and requests hold.
 *
 * <p>Problems by code: {@code letter-is-empty} (a text without anything to print), {@code letter-without-subject},
 * {@code not-enough-address-lines} and {@code too-many-address-lines} (3 to 7 fit the window), {@code
 * contact-block-too-long} (more than 10 lines), {@code qr-code-too-long} (more than {@value Block.QrCode#MAX_BYTES} bytes).
 */
public final class LetterDocuments {

    private static final int MIN_ADDRESS_LINES = 3;
    private static final int MAX_ADDRESS_LINES = 7;
    private static final int MAX_CONTACT_LINES = 10;

    private LetterDocuments() {}

    /** The letter with these texts, each printed in full, in their order; or everything that is wrong with it. */
    public static Checked<LetterDocument> letter(LetterFields fields, LetterText first, LetterText... more) {
        List<Problem> problems = new ArrayList<>(fieldProblems(fields));
        List<LetterPart> parts = new ArrayList<>();
        for (int i = -1; i < more.length; i++) {
            LetterText text = i < 0 ? first : more[i];
            LetterPart part = LetterMarkdown.part(text);
            problems.addAll(partProblems(part));
            parts.add(part);
        }
        return problems.isEmpty()
                ? Checked.valid(new LetterDocument(fields.addressLines(), fields.date(), fields.reference(),
                        fields.contactLines(), parts))
                : Checked.invalid(problems.stream().distinct().toList());
    }

    private static List<Problem> fieldProblems(LetterFields fields) {
        List<Problem> problems = new ArrayList<>();
        if (fields.addressLines().size() < MIN_ADDRESS_LINES) {
            problems.add(Problem.of("not-enough-address-lines", "Address must be at least 3 lines long.",
                    "Rhaid i’r cyfeiriad fod o leiaf 3 llinell o hyd."));
        }
        if (fields.addressLines().size() > MAX_ADDRESS_LINES) {
            problems.add(Problem.of("too-many-address-lines", "Address must be no more than 7 lines long.",
                    "Ni chaiff y cyfeiriad fod yn fwy na 7 llinell o hyd."));
        }
        if (fields.contactLines().size() > MAX_CONTACT_LINES) {
            problems.add(Problem.of("contact-block-too-long", "The contact block must be no more than 10 lines long.",
                    "Ni chaiff y bloc cyswllt fod yn fwy na 10 llinell o hyd."));
        }
        return problems;
    }

    private static List<Problem> partProblems(LetterPart part) {
        List<Problem> problems = new ArrayList<>();
        if (part.subject().isEmpty()) {
            problems.add(
                    Problem.of("letter-without-subject", "The letter has no subject.", "Nid oes pwnc i’r llythyr."));
        }
        if (part.body().stream().allMatch(Block.PageBreak.class::isInstance)) {
            problems.add(Problem.of("letter-is-empty", "The letter has no text.", "Nid oes testun yn y llythyr."));
        }
        if (holdTooMuch(part.body())) {
            problems.add(Problem.of("qr-code-too-long",
                    "A QR code in the letter holds more than " + Block.QrCode.MAX_BYTES + " bytes. Use a shorter link.",
                    "Mae cod QR yn y llythyr yn dal mwy na " + Block.QrCode.MAX_BYTES
                            + " beit. Defnyddiwch ddolen fyrrach."));
        }
        return problems;
    }

    /** Whether a QR code of a letter's text holds more than {@value Block.QrCode#MAX_BYTES} bytes. */
    public static boolean qrCodeIsTooLong(LetterText text) {
        return holdTooMuch(LetterMarkdown.part(text).body());
    }

    private static boolean holdTooMuch(List<Block> blocks) {
        return blocks.stream().anyMatch(block -> switch (block) {
            case Block.QrCode code -> code.isTooLong();
            case Block.Inset(var within) -> holdTooMuch(within);
            case Block.BulletList(var items) -> items.stream().anyMatch(item -> holdTooMuch(item.blocks()));
            case Block.NumberedList(int ignored, var items) ->
                items.stream().anyMatch(item -> holdTooMuch(item.blocks()));
            case Block.Heading ignored -> false;
            case Block.Paragraph ignored -> false;
            case Block.PageBreak ignored -> false;
        });
    }
}
