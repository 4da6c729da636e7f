package io.postroom.content.letter;

/**
 * An area of a page in millimetres from its top left corner. One without width or height is a mistake of the program
 * and throws.
 *
 * @param left the left edge
 * @param top the upper edge
 * @param right the right edge, exclusive
 * @param bottom the lower edge, exclusive
 */
public record Rectangle(double left, double top, double right, double bottom) {
    public Rectangle {
        if (!(left < right && top < bottom)) {
            throw new IllegalArgumentException(
                    "A rectangle needs left < right and top < bottom, but is " + left + "," + top + " to " + right + ","
                            + bottom);
        }
    }

    /** Width in millimetres. */
    public double width() {
        return right - left;
    }

    /** Height in millimetres. */
    public double height() {
        return bottom - top;
    }

    /** The same area with each edge moved outwards by so many millimetres. */
    public Rectangle grownBy(double millimetres) {
        return new Rectangle(left - millimetres, top - millimetres, right + millimetres, bottom + millimetres);
    }
}
