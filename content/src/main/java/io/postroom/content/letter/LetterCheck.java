package io.postroom.content.letter;

import io.postroom.content.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Checks whether a PDF, ours or anybody's, can be printed as a letter on some stationery. Never throws for a bad file.
 *
 * <p>Problems by code: {@code unable-to-read-the-file}, {@code letter-too-long}, {@code letter-not-a4-portrait-oriented}
 * (210 × 297 mm, give or take 2), {@code content-outside-printable-area} (any ink more than 1 mm outside what the
 * profile allows for the page), {@code no-address-in-window}, {@code fonts-not-embedded}. All that apply are told, each
 * with its pages. Of a file with more pages than its envelope takes, only so many are looked at.
 */
public final class LetterCheck {

    private final StationeryProfile profile;

    /** A check for this stationery; it can be used for any number of files, by any number of threads. */
    public LetterCheck(StationeryProfile profile) {
        this.profile = profile;
    }

    /** Checks a file. */
    public LetterReport check(byte[] file) {
        try (PDDocument pdf = Loader.loadPDF(file)) {
            return pdf.getNumberOfPages() == 0 ? unreadable() : check(pdf);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // A damaged file surfaces as any of these, wherever its damage is met.
            return unreadable();
        }
    }

    private LetterReport check(PDDocument pdf) throws IOException {
        int pages = pdf.getNumberOfPages();
        List<Integer> notA4 = new ArrayList<>();
        List<Integer> outside = new ArrayList<>();
        List<Integer> notEmbedded = new ArrayList<>();
        PageInk ink = new PageInk(pdf, profile);
        for (int i = 0; i < Math.min(pages, profile.maxPages()); i++) {
            if (!PageSize.isA4Portrait(pdf.getPage(i))) {
                notA4.add(i + 1);
            } else if (ink.isOutsideAllowedAreas(i)) {
                outside.add(i + 1);
            }
            if (EmbeddedFonts.areMissing(pdf.getPage(i))) {
                notEmbedded.add(i + 1);
            }
        }
        List<String> address = notA4.contains(1) ? List.of() : AddressWindow.lines(pdf, profile);
        List<LetterProblem> problems = new ArrayList<>();
        if (pages > profile.maxPages()) {
            problems.add(new LetterProblem(LetterProblems.tooLong(profile.maxPages()), List.of()));
        }
        add(problems, LetterProblems.NOT_A4, notA4);
        add(problems, LetterProblems.OUTSIDE_PRINTABLE_AREA, outside);
        if (address.isEmpty() && !notA4.contains(1)) {
            problems.add(new LetterProblem(LetterProblems.NO_ADDRESS, List.of(1)));
        }
        add(problems, LetterProblems.FONTS_NOT_EMBEDDED, notEmbedded);
        return new LetterReport(pages, address, problems);
    }

    private static void add(List<LetterProblem> problems, Problem problem, List<Integer> pages) {
        if (!pages.isEmpty()) {
            problems.add(new LetterProblem(problem, pages));
        }
    }

    private static LetterReport unreadable() {
        return new LetterReport(0, List.of(), List.of(new LetterProblem(LetterProblems.UNREADABLE, List.of())));
    }
}
