package io.postroom.content.sheet;

import io.postroom.content.text.CharacterClasses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a sheet, cleaned; rows without anything in them are left out but keep their index.
 *
 * @param header the first row with something in it
 * @param headerNumber the number that spreadsheet programs show beside it
 * @param rows the cells of each row up to its last one that holds something; empty ones are null
 * @param indexes for each row its place among all rows below the header, from 0
 * @param width how many columns hold data in any row, counted from the left
 * @param rowCount how many rows hold something, also those beyond the limit, which are not kept
 */
record SheetTable(List<String> header, int headerNumber, List<@Nullable String[]> rows, List<Integer> indexes,
        int width, int rowCount) {

    int size() {
        return rows.size();
    }

    @Nullable
    String[] cells(int row) {
        return rows.get(row);
    }

    int index(int row) {
        return indexes.get(row);
    }

    int number(int row) {
        return headerNumber + 1 + indexes.get(row);
    }

    /** The cells of the row with an index. */
    Optional<@Nullable String[]> find(int index) {
        int row = Collections.binarySearch(indexes, index);
        return row < 0 ? Optional.empty() : Optional.of(rows.get(row));
    }

    /** Collects a table row by row. */
    static final class Collector implements RowSink {

        private final int maxRows;
        private final List<@Nullable String[]> rows = new ArrayList<>();
        private final List<Integer> indexes = new ArrayList<>();
        private @Nullable List<String> header;
        private int headerNumber;
        private int next;
        private int rowCount;
        private int width;

        Collector(int maxRows) {
            this.maxRows = maxRows;
        }

        @Override
        public boolean row(List<String> cells) {
            if (header == null) {
                headerNumber++;
                List<String> names = cells.stream().map(CharacterClasses::clean).toList();
                header = names.stream().allMatch(String::isEmpty) ? null : names;
                return true;
            }
            int index = next++;
            @Nullable
            String[] cleaned = cleaned(cells);
            if (cleaned.length > 0) {
                rowCount++;
                width = Math.max(width, cleaned.length);
                if (rowCount <= maxRows) {
                    rows.add(cleaned);
                    indexes.add(index);
                } else {
                    rows.clear();
                    indexes.clear();
                }
            }
            return true;
        }

        private static @Nullable String[] cleaned(List<String> cells) {
            @Nullable
            String[] cleaned = new String[cells.size()];
            int length = 0;
            for (int i = 0; i < cleaned.length; i++) {
                String cell = CharacterClasses.clean(cells.get(i));
                if (!cell.isEmpty()) {
                    cleaned[i] = cell;
                    length = i + 1;
                }
            }
            return Arrays.copyOf(cleaned, length);
        }

        SheetTable table() {
            List<String> names = header == null ? List.of() : header;
            return new SheetTable(names, headerNumber, rows, indexes, width, rowCount);
        }
    }
}
