package io.postroom.rules.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.UnresolvedUnionException;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Makes of any Avro record or JSON object what expressions see: texts, whole numbers ({@code Long}), other numbers,
 * dates, moments, lists and maps. What is null is absent. Bytes that are not a decimal are absent too: no message can
 * show them.
 */
public final class ForeignValues {

    private ForeignValues() {}

    /** The fields of an Avro record, generic or specific, whether or not its logical types have been converted. */
    public static Map<String, Object> ofAvro(IndexedRecord record) {
        Map<String, Object> fields = new HashMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = avro(record.get(field.pos()), field.schema());
            if (value != null) {
                fields.put(field.name(), value);
            }
        }
        return fields;
    }

    /** The fields of a JSON object; nothing for any other JSON. */
    public static Map<String, Object> ofJson(JsonNode node) {
        Map<String, Object> fields = new HashMap<>();
        node.properties().forEach(property -> {
            Object value = json(property.getValue());
            if (value != null) {
                fields.put(property.getKey(), value);
            }
        });
        return fields;
    }

    private static @Nullable Object json(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? (Object) node.longValue() : node.decimalValue();
        }
        if (node.isNumber()) {
            return node.isBigDecimal() ? (Object) node.decimalValue() : node.doubleValue();
        }
        if (node.isArray()) {
            List<Object> items = new ArrayList<>();
            node.forEach(item -> addIfPresent(items, json(item)));
            return items;
        }
        return node.isObject() ? ofJson(node) : null;
    }

    private static @Nullable Object avro(@Nullable Object value, Schema declared) {
        if (value == null) {
            return null;
        }
        Schema schema = declared.getType() == Schema.Type.UNION ? branch(value, declared) : declared;
        return switch (value) {
            case IndexedRecord record -> ofAvro(record);
            case Map<?, ?> map -> {
                Map<String, Object> fields = new HashMap<>();
                map.forEach((name, field) -> {
                    Object converted = avro(field, schema.getValueType());
                    if (name != null && converted != null) {
                        fields.put(name.toString(), converted);
                    }
                });
                yield fields;
            }
            case Collection<?> items -> {
                List<Object> list = new ArrayList<>();
                items.forEach(item -> addIfPresent(list, avro(item, schema.getElementType())));
                yield list;
            }
            case Integer number -> whole(number, schema.getLogicalType());
            case Long number -> whole(number, schema.getLogicalType());
            case Float number -> (Object) number.doubleValue();
            case ByteBuffer bytes -> decimal(bytes(bytes), schema.getLogicalType());
            case GenericFixed fixed -> decimal(fixed.bytes(), schema.getLogicalType());
            case Double number -> number;
            case Boolean yes -> yes;
            case BigDecimal number -> number;
            case LocalDate date -> date;
            case Instant moment -> moment;
            default -> value.toString();
        };
    }

    private static Schema branch(Object value, Schema union) {
        try {
            return union.getTypes().get(SpecificData.get().resolveUnion(union, value));
        } catch (UnresolvedUnionException e) {
            return firstValueBranch(union);
        }
    }

    /** For a value that a conversion made into something that the plain resolution does not know. */
    private static Schema firstValueBranch(Schema union) {
        return union.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).findFirst().orElse(union);
    }

    private static Object whole(long number, @Nullable LogicalType type) {
        return switch (type) {
            case LogicalTypes.Date ignored -> LocalDate.ofEpochDay(number);
            case LogicalTypes.TimestampMillis ignored -> Instant.ofEpochMilli(number);
            case LogicalTypes.TimestampMicros ignored -> Instant.EPOCH.plus(number, ChronoUnit.MICROS);
            case LogicalTypes.TimestampNanos ignored -> Instant.EPOCH.plusNanos(number);
            case null, default -> number;
        };
    }

    private static @Nullable Object decimal(byte[] bytes, @Nullable LogicalType type) {
        return type instanceof LogicalTypes.Decimal decimal
                ? new BigDecimal(new BigInteger(bytes), decimal.getScale())
                : null;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        ByteBuffer own = buffer.duplicate();
        byte[] bytes = new byte[own.remaining()];
        own.get(bytes);
        return bytes;
    }

    private static void addIfPresent(List<Object> list, @Nullable Object value) {
        if (value != null) {
            list.add(value);
        }
    }
}
