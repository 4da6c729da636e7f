package io.postroom.ingestservice.door;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * A field as the content hash sees it.
 *
 * @param byDefault what the field holds when nobody gave it a value
 */
record HashedField(String name, int position, boolean hasDefault, @Nullable Object byDefault) {

    /** The fields of a record, in the order of their names. */
    static List<HashedField> of(Schema schema) {
        return schema.getFields().stream().map(HashedField::of).sorted(Comparator.comparing(HashedField::name))
                .toList();
    }

    private static HashedField of(Schema.Field field) {
        return new HashedField(field.name(), field.pos(), field.hasDefaultValue(),
                field.hasDefaultValue() ? SpecificData.get().getDefaultValue(field) : null);
    }

    boolean isDefault(@Nullable Object value) {
        return hasDefault && Objects.equals(value, byDefault);
    }
}
