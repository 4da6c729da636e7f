package io.postroom.ingestservice.wire;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.postroom.ingestservice.waiting.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes records in Confluent's wire format. The registry is asked once for each topic; while it cannot answer, the calling
 * thread waits, since a stream thread that dies of it would be of no help.
 *
 * <p>Confluent's own serializer looks the id up in caches with locks for each record, which costs a third of what writing the
 * record does. Here it is kept with the writer, and ids come from Confluent's client.
 *
 * <p>Safe for use by any thread.
 */
public final class AvroSerializer implements Serializer<SpecificRecord> {
    private final OutgoingSchemas schemas;
    private final Map<Place, Writing> known = new ConcurrentHashMap<>();

    /** A serializer that registers schemas itself only where {@code register} says so. */
    public AvroSerializer(SchemaRegistryClient registry, ParsedSchemas schemas, boolean register, Patience patience) {
        this.schemas = new OutgoingSchemas(registry, schemas, register, patience);
    }

    /** What is written where: a topic of Postroom's own has one contract, a service's status topic its own id of one. */
    private record Place(String topic, Class<? extends SpecificRecord> type) {}

    /** How it is written: under which id, and by what, which is safe for use by any thread. */
    private record Writing(int id, SpecificDatumWriter<SpecificRecord> writer) {}

    @Override
    public byte[] serialize(String topic, SpecificRecord data) {
        Place place = new Place(topic, data.getClass());
        Writing writing = known.get(place);
        if (writing == null) {
            // Outside the map, since it may wait for long. Two threads that ask at once get one answer.
            writing = new Writing(schemas.id(topic, data.getSchema()), writer(data));
            known.put(place, writing);
        }
        return write(data, writing);
    }

    private static SpecificDatumWriter<SpecificRecord> writer(SpecificRecord data) {
        SpecificData model = SpecificData.getForClass(data.getClass());
        Schema schema = Objects.requireNonNull(data.getSchema());
        return new SpecificDatumWriter<>(schema, model);
    }

    private static byte[] write(SpecificRecord data, Writing writing) {
        RecordBytes bytes = RecordBytes.begin(writing.id());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            writing.writer().write(data, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("A record could not be written to memory.", e);
        }
        return bytes.toByteArray();
    }
}
