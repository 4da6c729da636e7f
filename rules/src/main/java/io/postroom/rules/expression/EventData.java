package io.postroom.rules.expression;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the data of events of one type are.
 *
 * @param eventType the type of the events
 * @param fields the types of the values, by name
 */
public record EventData(String eventType, Map<String, Field> fields) {
    static final String NAME = "postroom.Data";

    public EventData {
        fields = Map.copyOf(fields);
    }

    /** What a value is. */
    public enum Kind {
        TEXT(SimpleType.STRING), WHOLE_NUMBER(SimpleType.INT), YES_NO(SimpleType.BOOL), DATE(Functions.DATE), TIME(
                SimpleType.TIMESTAMP), DECIMAL(Functions.DECIMAL), MONEY(Functions.MONEY);

        private final CelType type;

        Kind(CelType type) {
            this.type = type;
        }
    }

    /**
     * The type of a value.
     *
     * @param list whether it is a list of these
     */
    public record Field(Kind kind, boolean list) {
        CelType type() {
            return list ? ListType.create(kind.type) : kind.type;
        }
    }

    StructType type() {
        ImmutableMap<String, CelType> types = ImmutableMap.copyOf(fields.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().type())));
        return StructType.create(NAME, types.keySet(), field -> Optional.ofNullable(types.get(field)));
    }
}
