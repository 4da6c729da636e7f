package io.postroom.staffweb;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A real PostgreSQL with the schema, for one test class. */
public final class TestDatabase implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    /** One and the same for all: a transaction is that of a source, and the server makes another source each time. */
    private final DataSource source;

    private TestDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
        this.source = postgres.getPostgresDatabase();
    }

    public static TestDatabase start() {
        try {
            TestDatabase database = new TestDatabase(EmbeddedPostgres.builder().setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off").start());
            Flyway.configure().dataSource(database.source()).locations("classpath:io/postroom/staffweb/db").load()
                    .migrate();
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public DataSource source() {
        return source;
    }

    public String url() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    public JdbcTemplate jdbc() {
        return new JdbcTemplate(source());
    }

    public JdbcClient client() {
        return JdbcClient.create(source());
    }

    public TransactionTemplate transactions() {
        return new TransactionTemplate(new JdbcTransactionManager(source()));
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
