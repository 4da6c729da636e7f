package io.postroom.staffweb;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.micrometer.core.instrument.MeterRegistry;
import io.postroom.staffweb.audit.AuditTrail;
import io.postroom.staffweb.audit.ReasonBook;
import io.postroom.staffweb.config.StaffSettings;
import io.postroom.staffweb.outbox.Outbox;
import io.postroom.staffweb.outbox.Publication;
import io.postroom.staffweb.readmodel.BlindIndex;
import io.postroom.staffweb.readmodel.BrakeTable;
import io.postroom.staffweb.readmodel.Projection;
import io.postroom.staffweb.readmodel.Redaction;
import io.postroom.staffweb.readmodel.StepTable;
import io.postroom.staffweb.readmodel.SuppressionTable;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The database, and what lives in it. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(StaffSettings settings, MeterRegistry meters) {
        StaffSettings.Database database = settings.database();
        bringUpToDate(database);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(database.connections());
        config.setPoolName("staff");
        config.setMetricRegistry(meters);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(config);
    }

    private static void bringUpToDate(StaffSettings.Database database) {
        DatabaseMigration migration = new DatabaseMigration(database);
        if (database.migrate()) {
            migration.run();
        } else if (!migration.pending().isEmpty()) {
            throw new OldDatabaseException(migration.pending());
        }
    }

    @Bean
    JdbcTemplate jdbcTemplate(DataSource source) {
        return new JdbcTemplate(source);
    }

    @Bean
    JdbcClient jdbcClient(JdbcTemplate jdbc) {
        return JdbcClient.create(jdbc);
    }

    @Bean
    TransactionTemplate transactions(DataSource source) {
        return new TransactionTemplate(new JdbcTransactionManager(source));
    }

    @Bean
    AuditTrail auditTrail(JdbcClient jdbc, Clock clock) {
        return new AuditTrail(jdbc, clock);
    }

    @Bean
    Outbox outbox(JdbcTemplate jdbc, TransactionTemplate transactions, Clock clock) {
        return new Outbox(jdbc, transactions, clock);
    }

    @Bean
    Publication publication(Outbox outbox, StaffSettings settings, KafkaAvroSerializer avro) {
        return new Publication(outbox, settings.topics(), avro::serialize);
    }

    @Bean
    StepTable stepTable(JdbcTemplate jdbc) {
        return new StepTable(jdbc);
    }

    @Bean
    Projection projection(JdbcTemplate jdbc, TransactionTemplate transactions, BlindIndex index, Clock clock,
            StaffSettings settings) {
        return new Projection(jdbc, transactions, index, clock, settings.personalDataKept());
    }

    @Bean
    BrakeTable brakeTable(JdbcTemplate jdbc, Clock clock) {
        return new BrakeTable(jdbc, clock);
    }

    @Bean
    SuppressionTable suppressionTable(JdbcTemplate jdbc, Clock clock) {
        return new SuppressionTable(jdbc, clock);
    }

    @Bean
    ReasonBook reasonBook(JdbcClient jdbc, Clock clock, StaffSettings settings) {
        return new ReasonBook(jdbc, clock, settings.personalDataKept());
    }

    @Bean
    Redaction redaction(JdbcClient jdbc, Clock clock) {
        return new Redaction(jdbc, clock);
    }

    @Bean
    HealthIndicator staffDatabaseHealthIndicator(JdbcClient jdbc) {
        return () -> {
            try {
                jdbc.sql("select 1").query(Integer.class).single();
                return Health.up().build();
            } catch (RuntimeException e) {
                return Health.down().withDetail("failure", e.getClass().getSimpleName()).build();
            }
        };
    }
}
