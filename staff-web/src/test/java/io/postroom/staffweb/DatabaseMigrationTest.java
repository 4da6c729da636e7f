package io.postroom.staffweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postroom.staffweb.config.StaffSettings.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.diagnostics.FailureAnalysis;

@Tag("full")
class DatabaseMigrationTest {
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void the_process_that_is_told_to_migrate_does_so_and_ends() throws SQLException {
        // Given
        Database database = empty("migrated");

        // When
        StaffWebApplication.main(arguments("migrate", database, false));

        // Then
        assertThat(new DatabaseMigration(database).pending()).isEmpty();
        assertThat(new DatabaseMigration(database).run()).isZero();
    }

    @Test
    void pages_that_may_not_change_the_tables_refuse_older_ones() throws SQLException {
        // Given
        Database database = empty("old");

        // When / Then
        assertThatThrownBy(() -> SpringApplication.run(StaffWebApplication.class, arguments(null, database, false)))
                .hasRootCauseInstanceOf(OldDatabaseException.class).rootCause().hasMessageContaining("1, 2, 3");
        assertThat(new DatabaseMigration(database).pending()).startsWith("1", "2", "3");
    }

    @Test
    void a_lock_that_somebody_keeps_stops_the_change_and_not_the_pages_behind_it() throws SQLException {
        // Given tables that lack a change, and somebody who keeps a lock on one of them
        Database database = empty("locked");
        new DatabaseMigration(database).run();
        try (Connection other = postgres.getDatabase("postgres", "locked").getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("DELETE FROM flyway_schema_history WHERE version = '3'");
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE flyway_schema_history IN ACCESS EXCLUSIVE MODE");

            // When / Then
            assertThatThrownBy(() -> new DatabaseMigration(database).run()).isInstanceOf(FlywayException.class)
                    .satisfies(failure -> {
                        FailureAnalysis analysis = new StartFailureAnalyzer().analyze(failure);
                        assertThat(analysis).isNotNull();
                        assertThat(analysis.getDescription()).contains("held a lock on a table for too long");
                    });
            other.rollback();
        }
    }

    private static Database empty(String name) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return new Database(postgres.getJdbcUrl("postgres", name), "postgres", "postgres", 3, false);
    }

    private static String[] arguments(String first, Database database, boolean migrate) {
        List<String> properties = List.of("--server.port=0", "--postroom.kafka.bootstrap-servers=localhost:1",
                "--postroom.schema-registry.url=mock://migration", "--postroom.keys.secret=0123456789abcdef",
                "--postroom.rules.directory=" + Path.of("../examples").toAbsolutePath(),
                "--postroom.staff.database.url=" + database.url(),
                "--postroom.staff.database.user=postgres", "--postroom.staff.database.password.secret=postgres",
                "--postroom.staff.database.migrate=" + migrate,
                "--postroom.staff.sign-in.issuer=http://localhost:1", "--postroom.staff.sign-in.client-id=staff",
                "--postroom.staff.sign-in.client.secret=staff-secret");
        return Stream.concat(Stream.ofNullable(first), properties.stream())
                .toArray(String[]::new);
    }
}
