package io.postroom.ingestservice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.postroom.ingestservice.Samples;
import io.postroom.rules.event.EventJson;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.schemas.v1.SmsRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes through the door, and what does not. */
@Tag("scaled")
class DoorTest {
    private static final Schema FOREIGN = new Schema.Parser().parse("""
        {"type":"record","name":"PermitDecision","namespace":"example.permits","fields":[
          {"name":"messageId","type":"string"},
          {"name":"kind","type":{"type":"enum","name":"Kind","symbols":["granted","refused"]}},
          {"name":"decidedAt","type":{"type":"long","logicalType":"timestamp-millis"}},
          {"name":"permit","type":"string"},
          {"name":"holder","type":{"type":"record","name":"Holder","fields":[
            {"name":"ref","type":"string"},{"name":"phone","type":["null","string"],"default":null}]}}]}""");
    private static final String PERMIT_JSON = """
        {"messageId":"m1","kind":"granted","decidedAt":"2026-11-22T09:00:00Z","permit":"P-7",
         "holder":{"ref":"H1","phone":"07700 900123"}}""";

    private final TopologyHarness ingest = new TopologyHarness();

    @AfterEach
    void close() {
        ingest.close();
    }

    @Test
    void ourEventIsReadFromJsonAndIsTheSameEventAsInAvro() {
        // Given
        byte[] json = bytes(EventJson.write(Samples.issued("e1")).toString());

        // When
        ingest.publish("case-events", json, new RecordHeaders());
        ingest.publish(Samples.issued("e1"));

        // Then
        assertThat(texts()).containsExactly("Fine F-1 was issued.");
        assertThat(ingest.decisions()).extracting(decision -> decision.getOutcome())
                .containsExactly(DecisionOutcome.REQUESTED, DecisionOutcome.REPEATED);
    }

    @Test
    void aForeignAvroRecordIsMapped() {
        // When
        ingest.publish("permits.avro", ingest.avro("permits.avro", permit()), new RecordHeaders());

        // Then
        assertThat(texts()).containsExactly("Permit P-7 was granted.");
    }

    /** Records name their schema by id, whatever their system names the subject by. */
    @ParameterizedTest
    @ValueSource(strings = {"TopicNameStrategy", "RecordNameStrategy", "TopicRecordNameStrategy"})
    void aForeignAvroRecordIsMappedWhicheverSubjectItsSchemaHas(String strategy) {
        // Given
        byte[] value = new KafkaAvroSerializer(ingest.registry(),
                Map.of("auto.register.schemas", true, "schema.registry.url", ingest.registryUrl(),
                        "value.subject.name.strategy", "io.confluent.kafka.serializers.subject." + strategy))
                .serialize("permits.avro", permit());

        // When
        ingest.publish("permits.avro", value, new RecordHeaders());

        // Then
        assertThat(texts()).containsExactly("Permit P-7 was granted.");
    }

    @Test
    void aForeignJsonRecordIsMappedOnEveryTopicOfAPattern() {
        // When
        ingest.publish("permits.json.north", bytes(PERMIT_JSON), new RecordHeaders());

        // Then
        assertThat(texts()).containsExactly("Permit P-7 was granted.");
    }

    @Test
    void aCloudEventInBinaryModeIsRead() {
        // Given
        Headers headers = cloudEvent();

        // When
        ingest.publish("permits.cloud", bytes("{\"phone\":\"07700 900123\",\"permit\":\"P-7\"}"), headers);

        // Then
        assertThat(texts()).containsExactly("Permit P-7 was granted.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "application/cloudevents+json", "application/cloudevents+json; charset=utf-8"})
    void aCloudEventInStructuredModeIsRead(String contentType) {
        // Given
        Headers headers = new RecordHeaders();
        if (!contentType.isEmpty()) {
            headers.add(Names.Headers.CONTENT_TYPE, bytes(contentType));
        }
        String event = """
            {"specversion":"1.0","id":"c1","source":"urn:example:permits","type":"permit.granted",
             "time":"2026-11-22T09:00:00Z","subject":"P-7","datacontenttype":"application/json",
             "data":{"phone":"07700 900123","permit":"P-7"}}""";

        // When
        ingest.publish("permits.cloud", bytes(event), headers);

        // Then
        assertThat(texts()).containsExactly("Permit P-7 was granted.");
    }

    @Test
    void ourEventTravelsAsACloudEventToo() {
        // Given
        Headers headers = new RecordHeaders();
        headers.add("ce_specversion", bytes("1.0"));
        headers.add("ce_id", bytes("e1"));
        headers.add("ce_source", bytes(Samples.SOURCE));
        headers.add("ce_type", bytes("fine.issued"));
        headers.add("ce_time", bytes("2026-11-22T09:59:00Z"));
        String data = """
            {"caseReference":"CASE/e1","recipients":[{"role":"keeper","mobile":"07700 900123"}],
             "data":{"kind":"street","number":"F-1"}}""";

        // When
        ingest.publish("case-events", bytes(data), headers);

        // Then
        assertThat(texts()).containsExactly("Fine F-1 was issued.");
    }

    @Test
    void aSendRequestMakesItsMessageOnce() {
        // Given
        SendRequest request = SendRequest.newBuilder()
                .setSendId(UUID.fromString("00000000-0000-4000-8000-000000000001"))
                .setService("parking").setTemplateId("fine-issued").setChannels(List.of(Channel.SMS))
                .setRecipient(Samples.keeper()).setValues(Samples.street("F-9")).setRequestedBy("u1")
                .setRequestedAt(Samples.NOW).build();
        byte[] bytes = ingest.avro(TopologyHarness.TOPICS.send(), request);

        // When
        ingest.publish(TopologyHarness.TOPICS.send(), bytes, new RecordHeaders());
        ingest.publish(TopologyHarness.TOPICS.send(), bytes, new RecordHeaders());

        // Then
        assertThat(texts()).containsExactly("Fine F-9 was issued.");
        assertThat(ingest.decisions()).extracting(decision -> decision.getOutcome())
                .containsExactly(DecisionOutcome.REQUESTED, DecisionOutcome.REPEATED);
    }

    @Test
    void aSendRequestForLaterWaitsUntilItIsDue() {
        // Given
        SendRequest request = SendRequest.newBuilder()
                .setSendId(UUID.fromString("00000000-0000-4000-8000-000000000002"))
                .setService("parking").setTemplateId("fine-issued").setChannels(List.of(Channel.SMS))
                .setRecipient(Samples.keeper()).setValues(Samples.street("F-9")).setRequestedBy("u1")
                .setRequestedAt(Samples.NOW).setSendAt(Samples.NOW.plus(Duration.ofHours(2))).build();

        // When
        ingest.publish(TopologyHarness.TOPICS.send(), ingest.avro(TopologyHarness.TOPICS.send(), request),
                new RecordHeaders());
        ingest.advance(Duration.ofMinutes(119));

        // Then
        assertThat(texts()).isEmpty();
        assertThat(ingest.decisions()).extracting(decision -> decision.getOutcome())
                .containsExactly(DecisionOutcome.HELD);
        assertThat(ingest.statuses()).extracting(status -> status.getState())
                .containsExactly(NotificationState.CREATED, NotificationState.HELD);

        // When
        ingest.advance(Duration.ofMinutes(1));

        // Then
        assertThat(texts()).containsExactly("Fine F-9 was issued.");
        assertThat(ingest.stored(Nodes.WAITING)).isZero();
    }

    @Test
    void aSendRequestWhoseTimeRanOutWhileItWaitedEndsExpired() {
        // Given
        SendRequest request = SendRequest.newBuilder()
                .setSendId(UUID.fromString("00000000-0000-4000-8000-000000000003"))
                .setService("parking").setTemplateId("fine-issued").setChannels(List.of(Channel.SMS))
                .setRecipient(Samples.keeper()).setValues(Samples.street("F-9")).setRequestedBy("u1")
                .setRequestedAt(Samples.NOW).setSendAt(Samples.NOW.plus(Duration.ofHours(2)))
                .setExpiresAt(Samples.NOW.plus(Duration.ofHours(3))).build();
        ingest.publish(TopologyHarness.TOPICS.send(), ingest.avro(TopologyHarness.TOPICS.send(), request),
                new RecordHeaders());
        ingest.statuses();

        // When
        ingest.advance(Duration.ofHours(4));

        // Then
        assertThat(texts()).isEmpty();
        assertThat(ingest.statuses()).extracting(status -> status.getState())
                .containsExactly(NotificationState.EXPIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "{\"id\":", "[1]", "{\"id\":\"e1\",\"id\":\"e2\"}"})
    void whatIsMalformedBecomesADeadLetterAsItCame(String value) {
        // Given
        Headers headers = new RecordHeaders().add("theirs", bytes("kept"));

        // When
        ingest.publish("case-events", bytes(value), headers);
        ingest.publish(Samples.issued("e1"));

        // Then
        TestRecord<byte[], byte[]> letter = only(ingest.deadLetters("case-events"));
        assertThat(letter.value()).isEqualTo(bytes(value));
        assertThat(letter.key()).isEqualTo(bytes("their key"));
        assertThat(header(letter, "theirs")).isEqualTo("kept");
        assertThat(header(letter, Names.Headers.DEAD_LETTER_REASON)).isEqualTo("malformed");
        assertThat(header(letter, Names.Headers.DEAD_LETTER_TOPIC)).isEqualTo("case-events");
        assertThat(header(letter, Names.Headers.DEAD_LETTER_OFFSET)).isEqualTo("0");
        assertThat(texts()).as("the stream goes on").hasSize(1);
    }

    @Test
    void anEventThatLacksWhatEveryEventNeedsBecomesADeadLetterThatQuotesNothing() {
        // When
        ingest.publish("case-events", bytes("{\"id\":\"secret\",\"caseReference\":\"secret\"}"), new RecordHeaders());

        // Then
        TestRecord<byte[], byte[]> letter = only(ingest.deadLetters("case-events"));
        assertThat(header(letter, Names.Headers.DEAD_LETTER_REASON)).isEqualTo("incomplete");
        assertThat(header(letter, Names.Headers.DEAD_LETTER_DETAIL)).contains("type").doesNotContain("secret");
    }

    @Test
    void anUnknownSchemaIdBecomesADeadLetter() {
        // When
        ingest.publish("case-events", ByteBuffer.allocate(9).put((byte) 0).putInt(4711).putInt(0).array(),
                new RecordHeaders());

        // Then
        assertThat(header(only(ingest.deadLetters("case-events")), Names.Headers.DEAD_LETTER_REASON))
                .isEqualTo("unknown-schema");
    }

    @Test
    void aSchemaOfAnotherRecordIsUnsupportedWithoutAMapping() {
        // When
        ingest.publish("case-events", ingest.avro("case-events", permit()), new RecordHeaders());

        // Then
        assertThat(header(only(ingest.deadLetters("case-events")), Names.Headers.DEAD_LETTER_REASON))
                .isEqualTo("unsupported");
    }

    @Test
    void anEventThatIsCutOffBecomesADeadLetter() {
        // Given
        byte[] whole = ingest.avro("case-events", Samples.issued("e1"));
        byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);

        // When
        ingest.publish("case-events", half, new RecordHeaders());

        // Then
        assertThat(header(only(ingest.deadLetters("case-events")), Names.Headers.DEAD_LETTER_REASON))
                .isEqualTo("malformed");
    }

    @Test
    void damagedEventsNeverStopTheStream() {
        // Given
        Random random = new Random(7);
        int inputs = Math.min(2_000, Integer.getInteger("generated.inputs", 1_000));
        byte[] avro = ingest.avro("case-events", Samples.paid("e1"));
        byte[] json = bytes(EventJson.write(Samples.paid("e1")).toString());

        // When
        for (int i = 0; i < inputs; i++) {
            byte[] damaged = (i % 2 == 0 ? avro : json).clone();
            // The first five bytes choose the schema; what they can choose is another test's matter.
            for (int hit = 0; hit <= random.nextInt(3); hit++) {
                int at = 5 + random.nextInt(damaged.length - 5);
                damaged[at] = (byte) random.nextInt(256);
            }
            ingest.publish("case-events", damaged, new RecordHeaders());
        }
        ingest.publish(Samples.issued("the last"));

        // Then
        assertThat(ingest.counted("postroom.events.consumed", "topic", "case-events")).isEqualTo(inputs + 1);
        assertThat(texts()).contains("Fine F-1 was issued.");
    }

    @Test
    void aTombstoneIsPassedOver() {
        // When
        ingest.publish("case-events", null, new RecordHeaders());

        // Then
        assertThat(ingest.deadLetters("case-events")).isEmpty();
        assertThat(ingest.counted("postroom.events.consumed", "outcome", "tombstone")).isEqualTo(1);
    }

    @Test
    void aRecordThatIsTooLargeBecomesADeadLetter() {
        // When
        ingest.publish("case-events", new byte[600 * 1024], new RecordHeaders());

        // Then
        assertThat(header(only(ingest.deadLetters("case-events")), Names.Headers.DEAD_LETTER_REASON))
                .isEqualTo("too-large");
    }

    @Test
    void whatIsOlderThanTheListeningIsHistory() {
        // When
        ingest.publish("case-events", ingest.avro("case-events", Samples.issued("e1")), new RecordHeaders(),
                TopologyHarness.LISTENING_SINCE.minus(Duration.ofMillis(1)));
        ingest.publish("case-events", ingest.avro("case-events", Samples.issued("e2")), new RecordHeaders(),
                TopologyHarness.LISTENING_SINCE);

        // Then
        assertThat(texts()).hasSize(1);
        assertThat(ingest.counted("postroom.events.consumed", "outcome", "history")).isEqualTo(1);
    }

    @Test
    void anOutageOfTheRegistryIsWaitedOut() throws Exception {
        // Given
        FlakyRegistry flaky = new FlakyRegistry(20);
        int id = flaky.register("permits.avro-value", new AvroSchema(FOREIGN));
        var schemas = new io.postroom.ingestservice.wire.RegistrySchemas(flaky,
                new io.postroom.ingestservice.waiting.Patience(new io.postroom.ingestservice.waiting.Waits(),
                        time -> true, ingest.clock));

        // When
        var lookup = schemas.byId(id);

        // Then
        assertThat(lookup).isEqualTo(new io.postroom.ingestservice.wire.SchemaLookup.Found(FOREIGN));
        assertThat(flaky.asked).isEqualTo(21);
    }

    /** Does not answer for a while, each time in another way. */
    private static final class FlakyRegistry extends MockSchemaRegistryClient {
        private final int outages;
        private int asked;

        FlakyRegistry(int outages) {
            this.outages = outages;
        }

        @Override
        public io.confluent.kafka.schemaregistry.ParsedSchema getSchemaById(int id) throws java.io.IOException,
                io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException {
            asked++;
            if (asked > outages) {
                return super.getSchemaById(id);
            }
            switch (asked % 5) {
                case 0 -> throw new java.net.ConnectException("refused");
                case 1 -> throw new java.net.SocketTimeoutException("slow");
                case 2 -> throw new io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException(
                        "unavailable", 503, 50301);
                // A proxy in front of a registry that is away.
                case 3 -> throw new io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException(
                        "<html>", 404, 50005);
                default -> throw new io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException(
                        "who are you", 401, 40101);
            }
        }
    }

    private static GenericData.Record permit() {
        Schema holder = FOREIGN.getField("holder").schema();
        GenericData.Record person = new GenericRecordBuilder(holder).set("ref", "H1").set("phone", "07700 900123")
                .build();
        return new GenericRecordBuilder(FOREIGN).set("messageId", "m1")
                .set("kind", new GenericData.EnumSymbol(FOREIGN.getField("kind").schema(), "granted"))
                .set("decidedAt", Samples.NOW.toEpochMilli()).set("permit", "P-7").set("holder", person).build();
    }

    private static Headers cloudEvent() {
        Headers headers = new RecordHeaders();
        Map.of("ce_specversion", "1.0", "ce_id", "c1", "ce_source", "urn:example:permits", "ce_type", "permit.granted",
                "ce_time", "2026-11-22T09:00:00Z", "ce_subject", "P-7", "content-type", "application/json")
                .forEach((name, value) -> headers.add(name, bytes(value)));
        return headers;
    }

    private List<String> texts() {
        return ingest.requests(Channel.SMS, Priority.NORMAL).stream().map(request -> ((SmsRequest) request).getText())
                .toList();
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.getFirst();
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        assertThat(header).as(name).isNotNull();
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
