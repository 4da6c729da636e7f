package io.postroom.rules.mapping;

import io.postroom.rules.expression.Expression;
import io.postroom.rules.expression.RecordFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Finds what a mapping reads and no record on its topic has. For one thread. */
final class UnknownFields {
    private final List<RecordFields> versions;
    private final List<String> found = new ArrayList<>();

    UnknownFields(Collection<Schema> versions) {
        this.versions = versions.stream().map(RecordFields::new).toList();
    }

    /** An expression about the record, and what it is for; null is read by nobody. */
    void look(String place, @Nullable Expression expression) {
        if (expression != null) {
            look(place, version -> version.unknown(expression.source()));
        }
    }

    /** One about each item of a list, or about the record where there is no list. */
    void look(String place, @Nullable Expression each, @Nullable Expression expression) {
        if (each == null) {
            look(place, expression);
        } else if (expression != null) {
            look(place, version -> version.unknownOfItem(each.source(), expression.source()));
        }
    }

    /** A topic holds records of older versions too: only what none of them has is unknown. */
    private void look(String place, Function<RecordFields, Set<String>> unknown) {
        Set<String> everywhere = null;
        for (RecordFields version : versions) {
            Set<String> here = unknown.apply(version);
            if (everywhere == null) {
                everywhere = new TreeSet<>(here);
            } else {
                everywhere.retainAll(here);
            }
        }
        if (everywhere != null && !everywhere.isEmpty()) {
            found.add("'" + place + "' reads " + everywhere.stream().map(name -> "'" + name + "'")
                    .collect(Collectors.joining(" and ")));
        }
    }

    List<String> found() {
        return List.copyOf(found);
    }
}
