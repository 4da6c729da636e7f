package io.postroom.content.sheet;

import java.util.List;

/** Takes the rows of a sheet one by one, as the person who made it sees them. */
@FunctionalInterface
public interface RowSink {

    /** Takes a row, and says whether it wants another. */
    boolean row(List<String> cells);
}
