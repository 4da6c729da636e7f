package io.postroom.staffweb.batch;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.postroom.staffweb.audit.AuditTrail;
import io.postroom.staffweb.config.StaffSettings;
import io.postroom.staffweb.readmodel.BlindIndex;
import io.postroom.staffweb.send.Catalogue;
import io.postroom.staffweb.send.LetterPictures;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.transaction.support.TransactionTemplate;

/** Spreadsheets: their pages, and what checks and sends them in the background. */
@Configuration(proxyBeanMethods = false)
public class BatchConfiguration {

    @Bean
    Limits spreadsheetLimits(StaffSettings settings) {
        StaffSettings.Spreadsheets spreadsheets = settings.spreadsheets();
        return new Limits(spreadsheets.approvalAbove(), spreadsheets.pencePerText(), spreadsheets.pencePerLetter());
    }

    @Bean
    KafkaWire spreadsheetWire(Producer<String, byte[]> producer, KafkaAvroSerializer serializer,
            SchemaRegistryClient registry, StaffSettings settings) {
        return new KafkaWire(producer, serializer, new KafkaAvroDeserializer(registry,
                Map.of("schema.registry.url", settings.registryUrl(), "specific.avro.reader", true)),
                settings.topics());
    }

    @Bean
    BatchTable batchTable(JdbcClient jdbc) {
        return new BatchTable(jdbc);
    }

    @Bean
    RowTable rowTable(JdbcTemplate jdbc) {
        return new RowTable(jdbc);
    }

    @Bean
    BatchRunner batchRunner(JdbcTemplate jdbc, TransactionTemplate transactions, RowTable rows, Catalogue catalogue,
            BlindIndex index, KafkaAvroSerializer avro, KafkaWire wire, StaffSettings settings, Clock clock) {
        CheckTable table = new CheckTable(jdbc, transactions, rows, clock);
        Checking.Templates templates = wording -> catalogue.template(wording.service(), wording.template(),
                wording.channel(), wording.language());
        return new BatchRunner(table,
                new Checking(table, templates, index, request -> avro.serialize(settings.topics().send(), request)),
                new Publishing(jdbc, transactions, wire, templates, clock));
    }

    @Bean
    Decisions spreadsheetDecisions(JdbcTemplate jdbc, TransactionTemplate transactions, AuditTrail audit, Clock clock,
            StaffSettings settings) {
        return new Decisions(jdbc, transactions, audit, clock, settings.personalDataKept());
    }

    @Bean
    Samples samples(RowTable rows, KafkaWire wire, Catalogue catalogue, Clock clock) {
        return new Samples(rows, wire, catalogue, clock);
    }

    @Bean
    BatchViews batchViews(BatchTable table, RowTable rows, JdbcTemplate jdbc, Catalogue catalogue, Samples samples,
            LetterPictures letters, Limits limits, Clock clock) {
        return new BatchViews(table, rows, new Tally(jdbc), catalogue, samples, letters, limits, clock);
    }

    @Bean
    SamplePages samplePages(BatchTable table, Samples samples, LetterPictures letters, Catalogue catalogue) {
        return new SamplePages(table, samples, letters, catalogue::services);
    }

    @Bean
    BatchPages batchPages(BatchTable table, Catalogue catalogue, Decisions decisions, BatchViews views) {
        return new BatchPages(table, catalogue, decisions, views);
    }

    @Bean
    DecisionPages decisionPages(BatchTable table, RowTable rows, JdbcTemplate jdbc, TransactionTemplate transactions,
            Decisions decisions, BatchViews views, Limits limits, Catalogue catalogue, Clock clock) {
        return new DecisionPages(table, rows, new SentToday(jdbc, transactions, clock), decisions, views, limits,
                catalogue::services, clock);
    }

    @Bean
    Downloads downloads(BatchPages pages, BatchTable table, JdbcTemplate jdbc, KafkaWire wire, AuditTrail audit,
            Catalogue catalogue) {
        return new Downloads(pages, table, new ResultTable(jdbc, wire), audit, catalogue::services);
    }

    @Bean
    SchedulingConfigurer spreadsheetRedactionSchedule(JdbcTemplate jdbc, Clock clock) {
        BatchRedaction redaction = new BatchRedaction(jdbc, clock);
        return tasks -> tasks.addFixedDelayTask(redaction::run, BatchRedaction.INTERVAL);
    }
}
