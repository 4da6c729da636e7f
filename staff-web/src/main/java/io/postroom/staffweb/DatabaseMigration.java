package io.postroom.staffweb;

import io.postroom.staffweb.config.StaffSettings.Database;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/**
 * Keeps the tables at what this release needs.
 *
 * <p>A change waits {@value #LOCK_WAIT} for others' locks and lasts {@value #STATEMENT_TIME} at most, unless it says otherwise itself: whoever waits for a lock
 * on a table makes all behind it wait, so that a long transaction elsewhere would stop the pages of the release that still
 * runs. What fails has changed nothing, and is tried again by starting again.
 */
final class DatabaseMigration {
    private static final String LOCK_WAIT = "4s";
    private static final String STATEMENT_TIME = "15s";

    private final Flyway flyway;

    /** @param database where the tables are; connections of its own, since the time limits stay with a connection */
    DatabaseMigration(Database database) {
        this.flyway = Flyway.configure().dataSource(database.url(), database.user(), database.password())
                .locations("classpath:io/postroom/staffweb/db")
                .initSql("SET lock_timeout = '" + LOCK_WAIT + "'; SET statement_timeout = '" + STATEMENT_TIME + "'")
                .load();
    }

    /**
     * Changes what is of an older release. What a later one has changed stays: its changes suit this one too.
     *
     * @return how many changes were made
     * @throws org.flywaydb.core.api.FlywayException if one could not be; it has left nothing behind
     */
    int run() {
        return flyway.migrate().migrationsExecuted;
    }

    /** What is yet to be changed, by version; empty where the tables are as this release needs them. */
    List<String> pending() {
        return Arrays.stream(flyway.info().pending()).map(MigrationInfo::getVersion).map(String::valueOf).toList();
    }
}
