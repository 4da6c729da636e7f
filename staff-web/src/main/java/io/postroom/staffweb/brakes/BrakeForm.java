package io.postroom.staffweb.brakes;

import io.postroom.staffweb.pages.Reason;
import io.postroom.staffweb.pages.Typed;
import io.postroom.staffweb.readmodel.BrakeTable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed to pull a brake, right or wrong.
 *
 * @param part {@code all}, {@code rule}, {@code template} or {@code batch}
 */
record BrakeForm(String service, @Nullable String part, @Nullable String rule, @Nullable String template,
        @Nullable String batch, @Nullable String reason) {
    private static final String ALL = "all";
    private static final String RULE = "rule";
    private static final String TEMPLATE = "template";
    private static final String BATCH = "batch";

    /** Of the fields of a form. */
    static BrakeForm of(Typed typed) {
        Map<String, String> fields = typed.fields();
        return new BrakeForm(typed.of("service"), fields.get("part"), fields.get(RULE), fields.get(TEMPLATE),
                fields.get(BATCH), fields.get("reason"));
    }

    /** The codes of what is wrong, by field; empty if nothing is. */
    Map<String, String> problems(Collection<String> rules, Collection<String> templates) {
        Map<String, String> problems = new LinkedHashMap<>();
        switch (part == null ? "" : part) {
            case ALL -> {
                // Needs nothing more.
            }
            case RULE -> unless(rules.contains(rule), RULE, problems);
            case TEMPLATE -> unless(templates.contains(template), TEMPLATE, problems);
            case BATCH -> unless(uuid().isPresent(), BATCH, problems);
            default -> unless(false, "part", problems);
        }
        String problem = Reason.problem(text(reason));
        if (problem != null) {
            problems.put("reason", problem);
        }
        return problems;
    }

    /** What it covers; only where nothing is wrong. */
    BrakeTable.Scope scope() {
        return new BrakeTable.Scope(service, RULE.equals(part) ? rule : null, TEMPLATE.equals(part) ? template : null,
                BATCH.equals(part) ? uuid().orElseThrow() : null);
    }

    private Optional<UUID> uuid() {
        try {
            return Optional.of(UUID.fromString(text(batch).strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void unless(boolean right, String field, Map<String, String> problems) {
        if (!right) {
            problems.put(field, "brake." + field + ".none");
        }
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed;
    }

    @Override
    public String toString() {
        return "BrakeForm[" + service + "]";
    }
}
