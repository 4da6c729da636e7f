package io.postroom.staffweb.batch;

import io.postroom.staffweb.database.StoredText;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The cells of a row as one text of the database. */
final class DatabaseText {
    private static final String CELL = "\u001f";

    private DatabaseText() {}

    /** Several cells as one text. */
    static String join(List<String> cells) {
        return cells.stream().map(cell -> StoredText.clean(cell).replace(CELL, " ")).collect(Collectors.joining(CELL));
    }

    static List<String> split(@Nullable String joined) {
        return joined == null ? List.of() : Arrays.asList(joined.split(CELL, -1));
    }
}
