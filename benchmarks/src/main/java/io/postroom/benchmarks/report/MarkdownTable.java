package io.postroom.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** A table in Markdown. Not for concurrent use. */
public final class MarkdownTable {
    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table without rows. */
    public MarkdownTable(String... head) {
        this.head = List.of(head);
    }

    /** Adds a row, which has a cell for each column. */
    public MarkdownTable row(String... cells) {
        if (cells.length != head.size()) {
            throw new IllegalArgumentException(
                    "The row has " + cells.length + " cells; the table has " + head.size() + " columns.");
        }
        rows.add(List.of(cells));
        return this;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(line(head)).append(line(head.stream().map(name -> "---").toList()));
        rows.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
