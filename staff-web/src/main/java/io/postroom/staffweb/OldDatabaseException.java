package io.postroom.staffweb;

import java.util.List;

/** The tables are of an older release, and this process was told not to change them. */
final class OldDatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OldDatabaseException(List<String> pending) {
        super("The tables of the staff pages are of an older release: they lack the changes "
                + String.join(", ", pending) + ", and postroom.staff.database.migrate is false.");
    }
}
