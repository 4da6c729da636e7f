package io.postroom.content.letter;

import org.jspecify.annotations.Nullable;

/**
 * What a print house prints on and puts letters into: where things must be on the page, and how large the text is. All
 * areas are in millimetres from the top left corner of an A4 page in portrait; text sizes are in points. What lies
 * outside the areas is the print house's: folds, marks and codes for its machines. Profiles are made by programs and
 * not by users: less than one page, and text under 12 points (RNIB's Clear Print), throw.
 *
 * @param printable nothing may be printed outside this on any page
 * @param logo where a logo may be, on the first page
 * @param contact where the sender's contact details are, on the first page
 * @param addressWindow what shows through the window of the envelope, on the first page
 * @param body where the text is, on the first page
 * @param maxPages the most pages that one envelope takes
 * @param duplex whether both sides of a sheet are printed on
 * @param addressPoints the size of the address
 * @param addressLeading from one address line to the next
 * @param bodyPoints the size of the text, at least 12
 * @param picture the logo, or null when the paper has one or there is none
 * @param headings the colour of headings
 */
public record StationeryProfile(Rectangle printable, Rectangle logo, Rectangle contact, Rectangle addressWindow,
        Rectangle body, int maxPages, boolean duplex, double addressPoints, double addressLeading, double bodyPoints,
        @Nullable Logo picture,
        Colour headings) {

    /** Width of an A4 page in millimetres (ISO 216). */
    public static final double PAGE_WIDTH = 210;
    /** Height of an A4 page in millimetres (ISO 216). */
    public static final double PAGE_HEIGHT = 297;

    private static final double MIN_BODY_POINTS = 12;

    public StationeryProfile {
        if (maxPages < 1) {
            throw new IllegalArgumentException("maxPages must be at least 1, but is " + maxPages);
        }
        if (bodyPoints < MIN_BODY_POINTS) {
            throw new IllegalArgumentException(
                    "Text smaller than 12 points is hard to read; bodyPoints is " + bodyPoints);
        }
    }

    /** The geometry of GOV.UK Notify's letters in a C5 or DL window envelope, printed on both sides, text in 12 points. */
    public static StationeryProfile standard() {
        return new StationeryProfile(new Rectangle(15, 5, 195, 292), new Rectangle(15, 5, 125, 30),
                new Rectangle(125, 5, 195, 95), new Rectangle(24.6, 39.5, 120, 66.3), new Rectangle(15, 95, 195, 292),
                10, true,
                8, 8.5, MIN_BODY_POINTS, null, Colour.BLACK);
    }

    /** The standard geometry with text in 16 points, for people who asked for large print. */
    public static StationeryProfile largePrint() {
        return standard().withBodyPoints(16);
    }

    /** The same with text of another size. */
    public StationeryProfile withBodyPoints(double points) {
        return new StationeryProfile(printable, logo, contact, addressWindow, body, maxPages, duplex, addressPoints,
                addressLeading, points, picture, headings);
    }

    /** The same with a service's logo and colour. */
    public StationeryProfile withLook(@Nullable Logo newPicture, Colour newHeadings) {
        return new StationeryProfile(printable, logo, contact, addressWindow, body, maxPages, duplex, addressPoints,
                addressLeading, bodyPoints, newPicture, newHeadings);
    }

    /** How many sheets of paper so many pages take. */
    public int sheets(int pages) {
        return duplex ? (pages + 1) / 2 : pages;
    }
}
