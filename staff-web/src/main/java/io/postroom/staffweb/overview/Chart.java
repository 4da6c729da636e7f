package io.postroom.staffweb.overview;

import java.util.ArrayList;
import java.util.List;

/** A bar for each service and channel, drawn as SVG: where each piece stands. */
public final class Chart {
    private static final int WIDTH = 600;
    private static final int ROW = 44;
    private static final int BAR = 18;

    private Chart() {}

    /** A piece of a bar. */
    public record Piece(Numbers.Kind kind, int x, int width) {}

    /** A bar. */
    public record Bar(Numbers.Row row, int y, List<Piece> pieces) {}

    /** The drawing. */
    public record Drawing(int width, int height, int barHeight, List<Bar> bars) {}

    /** The drawing of some numbers; the longest bar is as wide as the drawing. */
    public static Drawing of(List<Numbers.Row> rows) {
        long most = rows.stream().mapToLong(Numbers.Row::total).max().orElse(1);
        List<Bar> bars = new ArrayList<>();
        for (Numbers.Row row : rows) {
            List<Piece> pieces = new ArrayList<>();
            int x = 0;
            for (Numbers.Kind kind : Numbers.Kind.values()) {
                if (row.of(kind) > 0) {
                    int width = (int) Math.max(4, row.of(kind) * (WIDTH - 20) / most);
                    pieces.add(new Piece(kind, x, width));
                    x += width + 2;
                }
            }
            bars.add(new Bar(row, bars.size() * ROW, pieces));
        }
        return new Drawing(WIDTH, rows.size() * ROW, BAR, bars);
    }
}
