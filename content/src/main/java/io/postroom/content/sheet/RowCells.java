package io.postroom.content.sheet;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** The cells of one row, by the names of their columns. */
final class RowCells {

    private final SheetHeaders headers;
    private final @Nullable String[] cells;

    RowCells(SheetHeaders headers, @Nullable String[] cells) {
        this.headers = headers;
        this.cells = cells;
    }

    /** The texts under a name: of a recipient's column only the last, since only one can be meant. */
    List<String> texts(String key) {
        List<Integer> columns = headers.columns(key);
        if (columns.isEmpty()) {
            return List.of();
        }
        if (columns.size() == 1 || headers.isDuplicateRecipient(key)) {
            String last = cell(columns.getLast());
            return last == null ? List.of() : List.of(last);
        }
        List<String> texts = new ArrayList<>(columns.size());
        for (int column : columns) {
            String cell = cell(column);
            if (cell != null) {
                texts.add(cell);
            }
        }
        return texts;
    }

    /** The one text under a name, or null. */
    @Nullable
    String text(String key) {
        List<String> texts = texts(key);
        return texts.isEmpty() ? null : texts.getFirst();
    }

    private @Nullable String cell(int column) {
        return column < cells.length ? cells[column] : null;
    }
}
