package io.postroom.rules.mapping;

import io.postroom.rules.SourceFormat;
import io.postroom.rules.expression.Compiled;
import io.postroom.rules.expression.Expression;
import io.postroom.rules.expression.Expressions;
import io.postroom.rules.expression.Scope;
import io.postroom.rules.yaml.Entry;
import io.postroom.rules.yaml.ExpressionEntries;
import io.postroom.rules.yaml.Problems;
import io.postroom.rules.yaml.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the {@code map:} of a source in a rule file. */
public final class MappingReader {
    private static final List<String> ATTRIBUTES = List.of("id", "source", "type", "time", "caseReference");
    private static final List<String> RECIPIENT_FIELDS = List.of("reference", "name", "mobile", "email",
            "addressLines", "language", "preferredChannel", "optOuts");

    /** What CloudEvents says itself, in the headers of binary mode. */
    private static final Map<String, String> CLOUD_EVENT = Map.of("id", "headers.ce_id", "source", "headers.ce_source",
            "type", "headers.ce_type", "time", "headers.ce_time", "caseReference", "headers.ce_subject");
    /** What any record says by where it stands. */
    private static final Map<String, String> PLAIN = Map.of("id", "position", "source", "topic", "time",
            "recordTime");

    private final Expressions expressions;
    private final ExpressionEntries entries;
    private final Problems problems;

    /** A reader that reports to a list of problems. */
    public MappingReader(Expressions expressions, Problems problems) {
        this.expressions = expressions;
        this.entries = new ExpressionEntries(expressions, problems);
        this.problems = problems;
    }

    /** The mapping; null, with problems, when it cannot work. */
    public @Nullable SourceMapping read(Section section, SourceFormat format) {
        section.allow(List.of("id", "source", "type", "time", "caseReference", "recipients", "data"));
        Map<String, Expression> attributes = new HashMap<>();
        StringBuilder fingerprint = new StringBuilder(format.wireName());
        Map<String, String> defaults = format == SourceFormat.CLOUD_EVENT ? CLOUD_EVENT : PLAIN;
        boolean good = true;
        for (String name : ATTRIBUTES) {
            Entry entry = section.entry(name);
            Expression expression = entry == null
                    ? usual(defaults.get(name))
                    : entries.compile(entry, Scope.RECORD);
            if (expression == null && entry == null) {
                problems.error(section.spot(), "'map' must say how to find '" + name + "'.");
            }
            if (expression != null) {
                attributes.put(name, expression);
                fingerprint.append('\n').append(name).append('=').append(expression.source());
            }
            good &= expression != null;
        }
        List<RecipientMapping> recipients = recipients(section);
        Map<String, Expression> data = new LinkedHashMap<>();
        Entry dataEntry = section.entry("data");
        Section dataSection = dataEntry == null ? null : dataEntry.section();
        if (dataSection != null) {
            dataSection.entries().forEach((name, entry) -> {
                Expression expression = entries.compile(entry, Scope.RECORD);
                if (expression != null) {
                    data.put(name, expression);
                }
            });
        }
        fingerprint.append('\n').append(recipients).append('\n').append(data);
        return good && !recipients.isEmpty()
                ? new SourceMapping(attributes, recipients, data, fingerprint.toString())
                : null;
    }

    private @Nullable Expression usual(@Nullable String source) {
        return source != null && expressions.compile(source, Scope.RECORD) instanceof Compiled.Ready(var expression)
                ? expression
                : null;
    }

    private List<RecipientMapping> recipients(Section section) {
        List<RecipientMapping> recipients = new ArrayList<>();
        Entry entry = section.required("recipients", "list how to find the people of the case");
        if (entry == null) {
            return recipients;
        }
        for (Entry item : entry.items()) {
            Section fields = item.section();
            RecipientMapping recipient = fields == null ? null : recipient(fields);
            if (recipient != null) {
                recipients.add(recipient);
            }
        }
        return recipients;
    }

    private @Nullable RecipientMapping recipient(Section section) {
        List<String> known = new ArrayList<>(List.of("role", "each", "when"));
        known.addAll(RECIPIENT_FIELDS);
        section.allow(known);
        Entry roleEntry = section.required("role", "the word by which rules name these people");
        String role = roleEntry == null ? null : roleEntry.text();
        Entry eachEntry = section.entry("each");
        Expression each = eachEntry == null ? null : entries.compile(eachEntry, Scope.RECORD);
        Scope scope = eachEntry == null ? Scope.RECORD : Scope.ITEM;
        Entry whenEntry = section.entry("when");
        Expression when = whenEntry == null ? null : entries.condition(whenEntry, scope);
        Map<String, Expression> fields = new LinkedHashMap<>();
        for (String name : RECIPIENT_FIELDS) {
            Entry field = section.entry(name);
            Expression expression = field == null ? null : entries.compile(field, scope);
            if (expression != null) {
                fields.put(name, expression);
            }
        }
        if (section.entry("mobile") == null && section.entry("email") == null
                && section.entry("addressLines") == null) {
            problems.error(section.spot(),
                    "These recipients can never be reached: say how to find 'mobile', 'email' or 'addressLines'.");
        }
        return role == null ? null : new RecipientMapping(Objects.requireNonNull(role), each, when, fields);
    }
}
