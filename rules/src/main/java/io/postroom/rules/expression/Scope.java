package io.postroom.rules.expression;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where an expression stands, and so which names it may use. */
public enum Scope {
    /** The condition of a rule: {@code event}. */
    CONDITION(Map.of("event", Types.EVENT)),
    /** A value for a template: {@code event} and the {@code recipient} who is written to. */
    VALUE(Map.of("event", Types.EVENT, "recipient", Types.RECIPIENT)),
    /** The mapping of a foreign record: its value, headers, topic and place. */
    RECORD(Types.FOREIGN),
    /** The mapping of one item of a list in a foreign record: the same, and {@code item}. */
    ITEM(Types.with(Types.FOREIGN, "item", SimpleType.DYN));

    private final Map<String, CelType> variables;

    Scope(Map<String, CelType> variables) {
        this.variables = variables;
    }

    Map<String, CelType> variables() {
        return variables;
    }

    /** The same, where it is known what the data of the event are. */
    Map<String, CelType> variables(StructType event) {
        return Types.with(variables, "event", event);
    }

    /** The types that the names have. */
    static final class Types {
        static final MapType DATA = MapType.create(SimpleType.STRING, SimpleType.DYN);
        static final StructType RECIPIENT = struct("postroom.Recipient",
                Map.of("role", SimpleType.STRING, "reference", SimpleType.STRING, "name", SimpleType.STRING, "mobile",
                        SimpleType.STRING, "email", SimpleType.STRING, "addressLines",
                        ListType.create(SimpleType.STRING), "language", SimpleType.STRING, "preferredChannel",
                        SimpleType.STRING, "optOuts", ListType.create(SimpleType.STRING)));
        static final StructType EVENT = event(DATA);
        static final Map<String, CelType> FOREIGN = Map.of("record", SimpleType.DYN, "headers",
                MapType.create(SimpleType.STRING, SimpleType.STRING), "topic", SimpleType.STRING, "position",
                SimpleType.STRING, "recordTime", SimpleType.TIMESTAMP);
        static final ImmutableList<CelType> STRUCTS = ImmutableList.of(EVENT, RECIPIENT);

        private Types() {}

        static Map<String, CelType> with(Map<String, CelType> variables, String name, CelType type) {
            Map<String, CelType> more = new HashMap<>(variables);
            more.put(name, type);
            return Map.copyOf(more);
        }

        static StructType event(CelType data) {
            return struct("postroom.Event",
                    Map.of("id", SimpleType.STRING, "source", SimpleType.STRING, "type", SimpleType.STRING, "time",
                            SimpleType.TIMESTAMP, "caseReference", SimpleType.STRING, "recipients",
                            ListType.create(StructTypeReference.create("postroom.Recipient")), "data", data));
        }

        private static StructType struct(String name, Map<String, CelType> fields) {
            ImmutableMap<String, CelType> typeOf = ImmutableMap.copyOf(fields);
            return StructType.create(name, typeOf.keySet(), field -> Optional.ofNullable(typeOf.get(field)));
        }
    }
}
