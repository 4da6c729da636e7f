package io.postroom.rules.set;

import io.postroom.rules.mapping.SourceMapping;
import io.postroom.rules.yaml.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Services that read one topic must say the same about it: a record becomes one event. */
final class SourceAgreement {
    private final List<RuleSet> sets;
    private final Problems problems;

    SourceAgreement(List<RuleSet> sets, Problems problems) {
        this.sets = sets;
        this.problems = problems;
    }

    void check() {
        Map<String, SourceDeclaration> first = new HashMap<>();
        for (RuleSet set : sets) {
            for (SourceDeclaration source : set.sources()) {
                SourceDeclaration earlier = first.putIfAbsent(source.key(), source);
                if (earlier != null && !(earlier.format() == source.format()
                        && earlier.startFrom().equals(source.startFrom())
                        && Objects.equals(written(earlier.mapping()), written(source.mapping())))) {
                    problems.error(source.spot(), "The " + source.key() + " is described differently in "
                            + earlier.spot().file() + " line " + earlier.spot().line()
                            + "; services that share a source must give the same format, startFrom and map.");
                }
            }
        }
    }

    private static @Nullable String written(@Nullable SourceMapping mapping) {
        return mapping == null ? null : mapping.fingerprint();
    }
}
