package io.postroom.ingestservice.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Avro's single-object encoding for what only ingest itself reads: each record names its schema by fingerprint, and the
 * kept versions of the contracts are searched for it. No registry is needed between ingest's own steps, and an instance of
 * the next version reads what the last one left on a repartition topic or in a store.
 *
 * <p>Safe for use by any thread.
 */
public final class InternalAvro<T extends SpecificRecordBase> {
    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;

    /** The encoding of one generated record. */
    public InternalAvro(Class<T> type) {
        SpecificData model = SpecificData.getForClass(type);
        Schema schema = model.getSchema(type);
        this.encoder = new BinaryMessageEncoder<>(model, schema);
        this.decoder = new BinaryMessageDecoder<>(model, schema);
        addKeptVersions(schema.getName());
    }

    /** The record's bytes. */
    public byte[] write(T value) {
        try {
            ByteBuffer buffer = encoder.encode(value);
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("A record could not be written to memory.", e);
        }
    }

    /** The record of bytes that {@link #write} made, in this version or one before it. */
    public T read(byte[] bytes) {
        try {
            return decoder.decode(bytes, null);
        } catch (IOException e) {
            throw new UncheckedIOException("A record of ingest's own could not be read.", e);
        }
    }

    private void addKeptVersions(String name) {
        for (int version = 1; addKept("/io/postroom/schemas/history/" + name + "/" + version + ".avsc"); version++) {
            // The versions are numbered without gaps.
        }
    }

    private boolean addKept(String resource) {
        try (@Nullable
        InputStream in = InternalAvro.class.getResourceAsStream(resource)) {
            if (in == null) {
                return false;
            }
            decoder.addSchema(new Schema.Parser().parse(in));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("The resource " + resource + " cannot be read.", e);
        }
    }
}
