package io.postroom.local.staff;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * The database and the issuer of staff pages that somebody else starts, in whatever way. Both on loopback.
 *
 * <p>{@link #close} stops both.
 */
public final class StaffOutside implements AutoCloseable {
    private final StaffPages.Surroundings around;
    private final EmbeddedPostgres database;
    private final Issuer issuer;

    private StaffOutside(StaffPages.Surroundings around, EmbeddedPostgres database, Issuer issuer) {
        this.around = around;
        this.database = database;
        this.issuer = issuer;
    }

    /** Starts both. */
    public static StaffOutside start(StaffPages.Surroundings around) {
        return new StaffOutside(around, StaffSurroundings.database(around), Issuer.start(0));
    }

    /** Writes what the pages are to be configured with; answers the file, which Spring Boot reads. */
    public Path configuration() {
        return StaffSurroundings.properties(around, database, issuer, around.port(), Map.of());
    }

    /** The database, as JDBC writes it. */
    public String databaseUrl() {
        return database.getJdbcUrl("postgres", "postgres");
    }

    /** Who signs people in. */
    public URI issuer() {
        return issuer.address();
    }

    @Override
    public void close() {
        issuer.close();
        try {
            database.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The staff pages' database does not stop.", e);
        }
    }
}
