package io.postroom.ingestservice.wire;

import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.ReceiptRecord;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.Suppression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads records in Confluent's wire format: a zero byte, the schema's id in four bytes, Avro's binary encoding. Readers are
 * kept for each schema.
 *
 * <p>Blocks while the registry cannot answer. Safe for use by any thread.
 */
public final class AvroDecoder {
    private static final int HEADER_BYTES = 5;
    /** The contracts that ingest and its tools read, by name. */
    private static final Map<String, Class<? extends SpecificRecord>> OWN = Stream
            .of(CaseEvent.class, SendRequest.class, HeldNotification.class, ReceiptRecord.class,
                    NotificationStatus.class, ControlCommand.class, Suppression.class, SmsRequest.class,
                    EmailRequest.class, LetterRequest.class, Decision.class)
            .collect(Collectors.toUnmodifiableMap(type -> SpecificData.get().getSchema(type).getFullName(),
                    Function.identity()));

    private final RegistrySchemas schemas;
    private final Map<Schema, DatumReader<?>> readers = new ConcurrentHashMap<>();

    /** A decoder that looks schemas up in one registry. */
    public AvroDecoder(RegistrySchemas schemas) {
        this.schemas = schemas;
    }

    /** Whether the bytes begin as the wire format does. */
    public static boolean begins(byte[] value) {
        return value.length >= HEADER_BYTES && value[0] == 0;
    }

    /** What the bytes hold, which must begin as the wire format does. */
    public Decoded decode(byte[] value) {
        int id = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
        return switch (schemas.byId(id)) {
            case SchemaLookup.Found(Schema schema) -> decode(value, schema);
            case SchemaLookup.NoSuchSchema() -> new Decoded.Unreadable(UnreadableReason.UNKNOWN_SCHEMA,
                    "The registry has no schema with the id " + id + ".");
            case SchemaLookup.NotAvro() -> new Decoded.Unreadable(UnreadableReason.UNSUPPORTED,
                    "The schema with the id " + id + " is not an Avro schema that can be used.");
        };
    }

    private Decoded decode(byte[] value, Schema schema) {
        if (schema.getType() != Schema.Type.RECORD) {
            return new Decoded.Unreadable(UnreadableReason.UNSUPPORTED, "The schema is not that of a record.");
        }
        try {
            BinaryDecoder binary = DecoderFactory.get().binaryDecoder(value, HEADER_BYTES,
                    value.length - HEADER_BYTES, null);
            Object read = readers.computeIfAbsent(schema, AvroDecoder::reader).read(null, binary);
            return read instanceof SpecificRecord own
                    ? new Decoded.Ours(own)
                    : new Decoded.Foreign((GenericRecord) read);
        } catch (IOException | RuntimeException e) {
            // Avro reports damaged input with whatever exception it stumbles over, and may quote the input in it.
            return new Decoded.Unreadable(UnreadableReason.MALFORMED,
                    "The bytes are not a record of the schema " + schema.getFullName() + ".");
        }
    }

    private static DatumReader<?> reader(Schema writer) {
        Class<? extends SpecificRecord> own = OWN.get(writer.getFullName());
        if (own == null) {
            return new GenericDatumReader<GenericRecord>(writer);
        }
        SpecificData model = SpecificData.getForClass(own);
        return new SpecificDatumReader<SpecificRecord>(writer, model.getSchema(own), model);
    }
}
