package io.postroom.rules.mapping;

import io.postroom.rules.expression.Expression;
import io.postroom.rules.expression.ForeignTypes;
import io.postroom.rules.expression.Wanted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Finds what of a mapping fits no record on its topic. For one thread. */
final class Misfits {
    private final List<ForeignTypes> versions;
    private final List<String> found = new ArrayList<>();

    /** Of the versions the newest comes last. */
    Misfits(Collection<Schema> versions) {
        this.versions = versions.stream().map(ForeignTypes::new).toList();
    }

    /** An expression about the record, and what it is for; null is read by nobody. */
    void look(String place, @Nullable Expression expression, Wanted wanted) {
        if (expression != null) {
            look(place, version -> version.misfits(expression.source(), wanted));
        }
    }

    /** One about each item of a list, or about the record where there is no list. */
    void look(String place, @Nullable Expression each, @Nullable Expression expression, Wanted wanted) {
        if (each == null) {
            look(place, expression, wanted);
        } else if (expression != null) {
            look(place, version -> version.misfitsOfItem(each.source(), expression.source(), wanted));
        }
    }

    /** A topic holds records of older versions too: what fits one of them is no misfit. */
    private void look(String place, Function<ForeignTypes, Set<String>> misfits) {
        Set<String> everywhere = null;
        Set<String> newest = Set.of();
        for (ForeignTypes version : versions) {
            newest = misfits.apply(version);
            if (newest.isEmpty()) {
                return;
            }
            if (everywhere == null) {
                everywhere = new TreeSet<>(newest);
            } else {
                everywhere.retainAll(newest);
            }
        }
        if (everywhere != null) {
            found.add("'" + place + "' " + String.join(" and ", everywhere.isEmpty() ? newest : everywhere));
        }
    }

    List<String> found() {
        return List.copyOf(found);
    }
}
