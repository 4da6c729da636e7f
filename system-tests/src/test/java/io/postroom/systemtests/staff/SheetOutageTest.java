package io.postroom.systemtests.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a spreadsheet needs is away while it is sent, a real broker and a real database: each row goes out once. */
@Tag("full")
class SheetOutageTest {
    private static final int ROWS = 30_000;

    @TempDir
    Path folder;

    @Test
    void each_row_is_sent_once_though_broker_and_database_go_away_while_it_is_sent() {
        try (SheetPlatform platform = new SheetPlatform(folder)) {
            // Given
            String batch = platform.upload(SheetPlatform.csv(ROWS, "o", 0));
            platform.awaitState(batch, "CHECKED");
            platform.send(batch);

            // When
            platform.awaitMoreThan("published", SheetPlatform.PIECE - 1);
            platform.broker().kill();
            String withoutBroker = state(platform);
            platform.broker().start();
            platform.awaitMoreThan("published", 2 * SheetPlatform.PIECE - 1);
            JdbcTemplate beside = platform.database("template1");
            beside.execute("alter database postgres allow_connections false");
            beside.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'postgres'");
            platform.awaitLogged("Spreadsheets could not be published");
            beside.execute("alter database postgres allow_connections true");
            String withoutDatabase = state(platform);
            platform.awaitState(batch, "SENT");
            platform.readOn();

            // Then
            assertThat(withoutBroker).as("while the broker was away").isEqualTo("SENDING");
            assertThat(withoutDatabase).as("while the database was away").isEqualTo("SENDING");
            assertThat(platform.byNotification()).hasSize(ROWS);
            assertThat(platform.byNotification().values()).as("each once").containsOnly(1);
        }
    }

    private static String state(SheetPlatform platform) {
        return platform.database().queryForObject("select state from batch", String.class);
    }
}
