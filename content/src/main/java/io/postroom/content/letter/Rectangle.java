package io.postroom.content.letter;

/** An area of a page in millimetres from its top left corner; right and bottom are exclusive edges. */
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
