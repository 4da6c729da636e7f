package io.postroom.ingestservice.door;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of what an event says, not of how it was written: the same event in Avro and in JSON, or written with the next
 * version of the schema, has the same hash. Fields that hold their default are left out, so that a field added later
 * changes no hash, and maps are taken in the order of their keys.
 *
 * <p>Safe for use by any thread.
 */
final class ContentHash {
    /** Every event asks for the same few contracts. */
    private final Map<Schema, List<HashedField>> fields = new ConcurrentHashMap<>();

    ByteBuffer of(IndexedRecord record) {
        try {
            Digesting digesting = new Digesting(MessageDigest.getInstance("SHA-256"));
            digesting.add(record);
            return ByteBuffer.wrap(digesting.digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** One record on its way into the hash. */
    private final class Digesting {
        private final MessageDigest digest;
        private final ByteBuffer eight = ByteBuffer.allocate(Long.BYTES);

        private Digesting(MessageDigest digest) {
            this.digest = digest;
        }

        private void addValue(@Nullable Object value) {
            switch (value) {
                case null -> tag('0');
                case CharSequence text -> bytes('S', text.toString().getBytes(StandardCharsets.UTF_8));
                case Enum<?> symbol -> bytes('E', symbol.name().getBytes(StandardCharsets.UTF_8));
                case Boolean yes -> number('B', yes ? 1 : 0);
                case Integer number -> number('N', number);
                case Long number -> number('N', number);
                case Instant moment -> number('T', moment.toEpochMilli());
                case LocalDate date -> number('D', date.toEpochDay());
                case ByteBuffer buffer -> bytes('Y', copied(buffer));
                case Collection<?> items -> {
                    number('L', items.size());
                    items.forEach(this::addValue);
                }
                case Map<?, ?> map -> add(map);
                case IndexedRecord record -> add(record);
                default -> bytes('O', value.toString().getBytes(StandardCharsets.UTF_8));
            }
        }

        private void add(Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
            number('M', sorted.size());
            sorted.forEach((key, value) -> {
                addValue(key);
                addValue(value);
            });
        }

        private void add(IndexedRecord record) {
            bytes('R', record.getSchema().getName().getBytes(StandardCharsets.UTF_8));
            for (HashedField field : fields.computeIfAbsent(record.getSchema(), HashedField::of)) {
                Object value = record.get(field.position());
                if (!field.isDefault(value)) {
                    addValue(field.name());
                    addValue(value);
                }
            }
            tag('r');
        }

        private void number(char tag, long value) {
            tag(tag);
            digest.update(eight.clear().putLong(value).flip());
        }

        private void bytes(char tag, byte[] bytes) {
            number(tag, bytes.length);
            digest.update(bytes);
        }

        private void tag(char tag) {
            digest.update((byte) tag);
        }
    }

    private static byte[] copied(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
