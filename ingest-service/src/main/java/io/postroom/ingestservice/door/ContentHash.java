package io.postroom.ingestservice.door;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of what an event says, not of how it was written: the same event in Avro and in JSON, or written with the next
 * version of the schema, has the same hash. Fields that hold their default are left out, so that a field added later
 * changes no hash, and maps are taken in the order of their keys.
 */
final class ContentHash {
    private final MessageDigest digest;

    private ContentHash(MessageDigest digest) {
        this.digest = digest;
    }

    static ByteBuffer of(IndexedRecord record) {
        try {
            ContentHash hash = new ContentHash(MessageDigest.getInstance("SHA-256"));
            hash.add(record);
            return ByteBuffer.wrap(hash.digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
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
        record.getSchema().getFields().stream().sorted(Comparator.comparing(Schema.Field::name)).forEach(field -> {
            Object value = record.get(field.pos());
            if (!isDefault(field, value)) {
                addValue(field.name());
                addValue(value);
            }
        });
        tag('r');
    }

    private static boolean isDefault(Schema.Field field, @Nullable Object value) {
        if (!field.hasDefaultValue()) {
            return false;
        }
        Object byDefault = SpecificData.get().getDefaultValue(field);
        return value == null ? byDefault == null : value.equals(byDefault);
    }

    private static byte[] copied(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private void number(char tag, long value) {
        tag(tag);
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(value).flip());
    }

    private void bytes(char tag, byte[] bytes) {
        number(tag, bytes.length);
        digest.update(bytes);
    }

    private void tag(char tag) {
        digest.update((byte) tag);
    }
}
