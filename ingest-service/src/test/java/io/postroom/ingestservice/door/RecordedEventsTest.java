package io.postroom.ingestservice.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.postroom.ingestservice.waiting.Patience;
import io.postroom.ingestservice.waiting.Waits;
import io.postroom.ingestservice.wire.AvroDecoder;
import io.postroom.ingestservice.wire.RegistrySchemas;
import io.postroom.rules.RuleBook;
import io.postroom.schemas.v1.CaseEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records of sources, read outside of the topology. */
class RecordedEventsTest {
    private static final String VALUE = """
        {"number": "N-1", "case": "C-1", "at": "2026-11-22T10:00:00Z", "phone": "07700 900123"}""";

    @TempDir
    Path folder;

    private RecordedEvents events(String id, String time) throws IOException {
        Path service = Files.createDirectories(folder.resolve("svc/templates"));
        Files.writeString(service.resolve("hello.sms.en.md"), "Hello");
        Files.writeString(folder.resolve("svc/rules.yaml"), """
            service: svc
            languages: [en]
            senders: { sms: Example }
            sources:
              - topic: theirs
                format: json
                map:
                  %s
                  %s
                  type: "'happened'"
                  caseReference: record.case
                  recipients: { role: person, mobile: record.phone }
            rules:
              - { id: a-rule, on: happened, to: person, send: { channels: [sms], template: hello } }
            """.formatted(id, time));
        return new RecordedEvents(
                new AvroDecoder(new RegistrySchemas(
                        SchemaRegistryClientFactory.newClient(List.of("mock://recorded"), 10, List.of(), Map.of(),
                                Map.of()),
                        new Patience(new Waits(), pause -> false, Clock.systemUTC()))),
                RuleBook.load(folder), "send");
    }

    private static ConsumerRecord<byte[], byte[]> record(String value) {
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>("theirs", 0, 7L, 1_000L, TimestampType.CREATE_TIME, -1, -1, null, bytes,
                new RecordHeaders(), java.util.Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"id: record.number, time: record.at, false", "'', time: record.at, true",
            "id: record.number, '', true"})
    void anEventWithoutAnIdOrATimeOfItsOwnBelongsToItsPlace(String id, String time, boolean belongs)
            throws IOException {
        assertThat(events(id, time).belongsToItsPlace(record(VALUE))).isEqualTo(belongs);
    }

    @Test
    void anEventIsReadAsTheDoorReadsIt() throws IOException {
        // When
        CaseEvent event = events("id: record.number", "time: record.at").read(record(VALUE));

        // Then
        assertThat(event.getId()).isEqualTo("N-1");
        assertThat(event.getRecipients().getFirst().getMobile()).isEqualTo("07700 900123");
    }

    @Test
    void whatIsNoEventIsNone() throws IOException {
        assertThat(events("id: record.number", "").read(record("nonsense"))).isNull();
        assertThat(events("id: record.number", "").read(record(null))).isNull();
    }
}
