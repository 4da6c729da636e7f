package io.postroom.letterlayout;

import io.postroom.content.Language;
import io.postroom.content.letter.LetterDocument;
import io.postroom.content.letter.LetterPart;
import io.postroom.content.letter.Rectangle;
import io.postroom.content.letter.StationeryProfile;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The style sheet of a letter: the stationery profile in the words of CSS paged media. */
final class Stylesheet {

    private static final double MILLIMETRES_A_POINT = 25.4 / 72;
    // The page number needs room under the text, inside the printable area.
    private static final double FOOTER = 12;
    private static final double TOP_OF_LATER_PAGES = 20;

    private Stylesheet() {}

    static String of(LetterDocument letter, StationeryProfile profile) {
        Rectangle printable = profile.printable();
        Rectangle window = profile.addressWindow();
        Rectangle contact = profile.contact();
        double top = printable.top();
        double left = printable.left();
        double body = profile.bodyPoints();
        return String.format(Locale.ROOT,
                """
                        @page { size: %1$.2fmm %2$.2fmm; margin: %3$.2fmm %4$.2fmm %5$.2fmm %6$.2fmm;
                          @bottom-right { content: %7$s; font-family: '%8$s'; font-size: 10pt; vertical-align: top; padding-top: 3mm } }
                        @page :first { margin-top: %9$.2fmm }
                        body { margin: 0; font-family: '%8$s'; font-size: %10$.2fpt; line-height: 1.35; color: #000; word-wrap: break-word }
                        .head { position: relative; height: %11$.2fmm; line-height: 1.2 }
                        .address { padding-top: %13$.2fmm; margin-left: %12$.2fmm; font-size: %14$.2fpt; white-space: nowrap }
                    .address div { line-height: %15$.2fpt; height: %15$.2fpt }
                    .contact { position: absolute; left: %16$.2fmm; top: %17$.2fmm; width: %18$.2fmm; font-size: 10pt }
                        .facts { margin: 0 0 1em 0 }
                        p, ul, ol { margin: 0 0 1em 0 }
                        li p { margin: 0 0 0.3em 0 }
                        ul, ol { padding-left: 7mm }
                        ul ul, ol ol, ul ol, ol ul { margin-bottom: 0.3em }
                        h1 { font-size: %19$.2fpt; margin: 0 0 1em 0; page-break-after: avoid }
                        h2 { font-size: %10$.2fpt; margin: 0.4em 0 0.6em 0; page-break-after: avoid }
                        .inset { border-left: 1mm solid #888; padding: 1mm 0 1mm 4mm; margin: 0 0 1em 0 }
                    .inset > *:last-child { margin-bottom: 0 }
                        .break { page-break-before: always }
                        .qr { display: block; margin: 0 0 1em 0; width: 30mm; height: 30mm }
                        p { orphans: 2; widows: 2 }
                        """,
                StationeryProfile.PAGE_WIDTH, StationeryProfile.PAGE_HEIGHT, TOP_OF_LATER_PAGES,
                StationeryProfile.PAGE_WIDTH - printable.right(),
                StationeryProfile.PAGE_HEIGHT - printable.bottom() + FOOTER, left,
                pageNumber(letter.parts()), Fonts.FAMILY, top, body, profile.body().top() - top, window.left() - left,
                addressTop(letter, profile) - top, profile.addressPoints(), profile.addressLeading(),
                contact.left() - left,
                profile.logo().bottom() - top, contact.width(), body * 1.25);
    }

    /** The last line stands on the lower edge of the window, as it does however the letter slides in its envelope. */
    private static double addressTop(LetterDocument letter, StationeryProfile profile) {
        double height = letter.addressLines().size() * profile.addressLeading() * MILLIMETRES_A_POINT;
        return profile.addressWindow().bottom() - height;
    }

    private static String pageNumber(List<LetterPart> parts) {
        return parts.stream().map(LetterPart::language).distinct().map(Stylesheet::pageNumber)
                .collect(Collectors.joining(" ' / ' "));
    }

    private static String pageNumber(Language language) {
        return switch (language) {
            case EN -> "'Page ' counter(page) ' of ' counter(pages)";
            case CY -> "'Tudalen ' counter(page) ' o ' counter(pages)";
        };
    }
}
