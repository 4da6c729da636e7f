package io.postroom.letterlayout;

import io.postroom.content.Language;
import io.postroom.content.letter.LetterDocument;
import io.postroom.content.letter.LetterPart;
import io.postroom.content.letter.Logo;
import io.postroom.content.letter.Rectangle;
import io.postroom.content.letter.StationeryProfile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The style sheet of a letter: the stationery profile in the words of CSS paged media. */
final class Stylesheet {

    private static final double MILLIMETRES_A_POINT = 25.4 / 72;
    // The page number needs room under the text, inside the printable area.
    private static final double FOOTER = 12;
    private static final double TOP_OF_LATER_PAGES = 20;
    private static final double HEADING_SCALE = 1.25;
    // Letters are larger than the boxes they stand in: at 8 points a g reaches 0.08 mm below its line, and a j that
    // begins one 0.13 mm to the left of it. Inside the window they must be too.
    private static final double OVERHANG = 0.15;

    private static final String CSS = """
        @page { size: {width}mm {height}mm; margin: {later-top}mm {right}mm {bottom}mm {left}mm;
          @bottom-right { content: {page-number}; font-family: '{family}'; font-size: 10pt; padding-top: 3mm;
            vertical-align: top } }
        @page :first { margin-top: {top}mm }
        body { margin: 0; font-family: '{family}'; font-size: {size}pt; line-height: 1.35; color: #000;
          word-wrap: break-word }
        .head { min-height: {head}mm; line-height: 1.2; position: relative }
        .logo { position: absolute; left: {logo-left}mm; top: {logo-top}mm }
        .logo img { display: block; width: {logo-width}mm; height: {logo-height}mm }
        .contact { float: right; margin-top: {contact-top}mm; width: {contact-width}mm; font-size: 10pt }
        .address { padding-top: {address-top}mm; margin-left: {address-left}mm; width: {address-width}mm;
          font-size: {address-size}pt; white-space: nowrap }
        .address div { line-height: {address-leading}pt; height: {address-leading}pt }
        .after { clear: both }
        .facts { margin: 0 0 1em 0 }
        p, ul, ol { margin: 0 0 1em 0 }
        p { orphans: 2; widows: 2 }
        li p { margin: 0 0 0.3em 0 }
        ul, ol { padding-left: 7mm }
        ul ul, ol ol, ul ol, ol ul { margin-bottom: 0.3em }
        h1, h2 { color: {headings} }
        h1 { font-size: {heading}pt; margin: 0 0 1em 0; page-break-after: avoid }
        h2 { font-size: {size}pt; margin: 0.4em 0 0.6em 0; page-break-after: avoid }
        .inset { border-left: 1mm solid #888; padding: 1mm 0 1mm 4mm; margin: 0 0 1em 0 }
        .inset > *:last-child { margin-bottom: 0 }
        .break { page-break-before: always }
        .qr { display: block; margin: 0 0 1em 0; width: 30mm; height: 30mm }
        """;

    private Stylesheet() {}

    static String of(LetterDocument letter, StationeryProfile profile) {
        String css = CSS.replace("{page-number}", pageNumber(letter.parts())).replace("{family}", Fonts.FAMILY)
                .replace("{headings}", profile.headings().css());
        for (Map.Entry<String, Double> number : numbers(letter, profile).entrySet()) {
            css = css.replace("{" + number.getKey() + "}", String.format(Locale.ROOT, "%.2f", number.getValue()));
        }
        return css;
    }

    private static Map<String, Double> numbers(LetterDocument letter, StationeryProfile profile) {
        Rectangle printable = profile.printable();
        Rectangle window = profile.addressWindow();
        double size = profile.bodyPoints();
        Logo picture = profile.picture();
        return Map.ofEntries(Map.entry("width", StationeryProfile.PAGE_WIDTH),
                Map.entry("height", StationeryProfile.PAGE_HEIGHT),
                Map.entry("later-top", TOP_OF_LATER_PAGES),
                Map.entry("right", StationeryProfile.PAGE_WIDTH - printable.right()),
                Map.entry("bottom", StationeryProfile.PAGE_HEIGHT - printable.bottom() + FOOTER),
                Map.entry("left", printable.left()), Map.entry("top", printable.top()),
                Map.entry("logo-left", profile.logo().left() - printable.left()),
                Map.entry("logo-top", profile.logo().top() - printable.top()),
                Map.entry("logo-width", picture == null ? 0 : picture.widthIn(profile.logo())),
                Map.entry("logo-height", picture == null ? 0 : picture.heightIn(profile.logo())),
                Map.entry("head", profile.body().top() - printable.top()),
                Map.entry("contact-top", profile.logo().bottom() - printable.top()),
                Map.entry("contact-width", profile.contact().width()),
                Map.entry("address-top", addressTop(letter, profile) - printable.top()),
                Map.entry("address-left", window.left() + OVERHANG - printable.left()),
                Map.entry("address-width", window.width()),
                Map.entry("address-size", profile.addressPoints()),
                Map.entry("address-leading", profile.addressLeading()),
                Map.entry("size", size), Map.entry("heading", size * HEADING_SCALE));
    }

    /** The last line stands on the lower edge of the window, as it does however the letter slides in its envelope. */
    private static double addressTop(LetterDocument letter, StationeryProfile profile) {
        double height = letter.addressLines().size() * profile.addressLeading() * MILLIMETRES_A_POINT;
        return profile.addressWindow().bottom() - OVERHANG - height;
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
