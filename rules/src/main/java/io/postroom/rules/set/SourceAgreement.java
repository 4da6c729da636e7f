package io.postroom.rules.set;

import io.postroom.rules.mapping.SourceMapping;
import io.postroom.rules.yaml.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
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
        Map<String, SourceDeclaration> first = new LinkedHashMap<>();
        for (RuleSet set : sets) {
            for (SourceDeclaration source : set.sources()) {
                SourceDeclaration earlier = first.putIfAbsent(source.key(), source);
                if (earlier != null && !agree(earlier, source)) {
                    problems.error(source.spot(),
                            "The " + source.key() + " is described differently in " + whereAndWhat(earlier));
                }
            }
        }
        for (SourceDeclaration pattern : first.values()) {
            for (SourceDeclaration topic : first.values()) {
                if (pattern.pattern() != null && topic.topic() != null
                        && Pattern.matches(pattern.pattern(), topic.topic()) && !agree(pattern, topic)) {
                    problems.error(pattern.spot(), "The " + pattern.key() + " covers the " + topic.key()
                            + ", which is described differently in " + whereAndWhat(topic));
                }
            }
        }
    }

    private static boolean agree(SourceDeclaration one, SourceDeclaration other) {
        return one.format() == other.format() && one.startFrom().equals(other.startFrom())
                && Objects.equals(written(one.mapping()), written(other.mapping()));
    }

    private static String whereAndWhat(SourceDeclaration other) {
        return other.spot().file() + " line " + other.spot().line()
                + "; services that share a source must give the same format, startFrom and map.";
    }

    private static @Nullable String written(@Nullable SourceMapping mapping) {
        return mapping == null ? null : mapping.fingerprint();
    }
}
