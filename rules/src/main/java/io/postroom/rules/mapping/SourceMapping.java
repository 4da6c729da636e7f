package io.postroom.rules.mapping;

import io.postroom.content.Checked;
import io.postroom.content.Language;
import io.postroom.content.Problem;
import io.postroom.content.value.Value;
import io.postroom.rules.event.EventProblems;
import io.postroom.rules.expression.Expression;
import io.postroom.rules.expression.ExpressionException;
import io.postroom.rules.expression.Values;
import io.postroom.rules.expression.Wanted;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Recipient;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Makes an event of a record that Postroom did not define, by expressions that a rule file gives: see {@link
 * MappingReader}. Immutable; safe for use by any thread.
 */
public final class SourceMapping {
    private final Map<String, Expression> attributes;
    private final List<RecipientMapping> recipients;
    private final Map<String, Expression> data;
    private final String fingerprint;

    SourceMapping(Map<String, Expression> attributes, List<RecipientMapping> recipients,
            Map<String, Expression> data, String fingerprint) {
        this.attributes = Map.copyOf(attributes);
        this.recipients = List.copyOf(recipients);
        this.data = new LinkedHashMap<>(data);
        this.fingerprint = fingerprint;
    }

    /** The roles that recipients can have. */
    public Set<String> roles() {
        return recipients.stream().map(RecipientMapping::role).collect(Collectors.toUnmodifiableSet());
    }

    /** The names that an event's data can have. */
    public Set<String> dataNames() {
        return Set.copyOf(data.keySet());
    }

    /** The same for two mappings that are written alike. */
    public String fingerprint() {
        return fingerprint;
    }

    /**
     * What of it fits no record, such as "'caseReference' reads 'nunber'", or "'time' is bool, where a moment is needed". A field that
     * it asks for with {@code has()} before may be missing.
     *
     * @param versions every schema that a record of the topic may have, the newest last; none says nothing
     */
    public List<String> misfits(Collection<Schema> versions) {
        Misfits misfits = new Misfits(versions);
        new TreeMap<>(attributes).forEach((name, expression) -> misfits.look(name, expression, wanted(name)));
        recipients.forEach(recipient -> recipient.look(misfits));
        data.forEach((name, expression) -> misfits.look("data." + name, expression, Wanted.VALUE));
        return misfits.found();
    }

    /** What an attribute has to be. */
    static Wanted wanted(String attribute) {
        return attribute.equals("time") ? Wanted.MOMENT : Wanted.TEXT;
    }

    /** The event, or what the record lacks for one. */
    public Checked<CaseEvent> map(SourceRecord record) {
        Map<String, Object> variables = Map.of("record", record.value(), "headers", record.headers(), "topic",
                record.topic(), "position", record.position(), "recordTime", record.timestamp());
        List<Problem> problems = new ArrayList<>();
        String id = text("id", variables, problems);
        String source = text("source", variables, problems);
        String type = text("type", variables, problems);
        Instant time = time(variables, problems);
        String caseReference = text("caseReference", variables, problems);
        List<Recipient> people = new ArrayList<>();
        for (RecipientMapping mapping : recipients) {
            mapping.addTo(people, variables, problems);
        }
        Map<String, io.postroom.schemas.v1.Value> values = data(variables, problems);
        if (!problems.isEmpty() || id == null || source == null || type == null || time == null
                || caseReference == null) {
            return Checked.invalid(problems);
        }
        return Checked.valid(CaseEvent.newBuilder().setId(id).setSource(source).setType(type).setTime(time)
                .setCaseReference(caseReference).setRecipients(people).setData(values).build());
    }

    private @Nullable String text(String name, Map<String, Object> variables, List<Problem> problems) {
        Object value = evaluate(name, variables, problems);
        if (value == null) {
            return null;
        }
        String text = textOf(value);
        if (text == null || text.isBlank()) {
            problems.add(EventProblems.wrong(name, "a text or a whole number", "destun neu’n rhif cyfan"));
            return null;
        }
        return text;
    }

    /** A text; whole numbers count, since many systems number their cases. */
    static @Nullable String textOf(Object value) {
        return switch (value) {
            case String text -> text.strip();
            case Long number -> number.toString();
            default -> null;
        };
    }

    private @Nullable Instant time(Map<String, Object> variables, List<Problem> problems) {
        Object value = evaluate("time", variables, problems);
        try {
            return switch (value) {
                case null -> null;
                case Instant moment -> millis(moment);
                case Long milliseconds -> Instant.ofEpochMilli(milliseconds);
                case String text -> millis(OffsetDateTime.parse(text.strip()).toInstant());
                default -> throw new DateTimeException("not a moment");
            };
        } catch (DateTimeException e) {
            problems.add(EventProblems.wrong("time",
                    "a moment, a text such as 2026-11-20T09:30:00Z, or milliseconds since 1970",
                    "eiliad, yn destun fel 2026-11-20T09:30:00Z, neu’n filieiliadau ers 1970"));
            return null;
        }
    }

    private static Instant millis(Instant moment) {
        return Instant.ofEpochMilli(moment.toEpochMilli());
    }

    private @Nullable Object evaluate(String name, Map<String, Object> variables, List<Problem> problems) {
        Expression expression = attributes.get(name);
        if (expression == null) {
            problems.add(EventProblems.missing(name));
            return null;
        }
        try {
            return expression.evaluate(variables, Language.EN);
        } catch (ExpressionException e) {
            problems.add(EventProblems.notEvaluated(name, e.why()));
            return null;
        }
    }

    /** A value that the record does not have is left out: templates and conditions say whether it is needed. */
    private Map<String, io.postroom.schemas.v1.Value> data(Map<String, Object> variables, List<Problem> problems) {
        Map<String, io.postroom.schemas.v1.Value> values = new HashMap<>();
        data.forEach((name, expression) -> {
            try {
                Value value = Values.toContent(expression.evaluate(variables, Language.EN));
                if (value == null) {
                    problems.add(EventProblems.wrong("data." + name,
                            "a text, number, yes or no, date, moment, money or a list of these",
                            "destun, rhif, ie neu na, dyddiad, eiliad, arian neu restr o’r rhain"));
                } else {
                    values.put(name, Values.toAvro(value));
                }
            } catch (ExpressionException e) {
                if (!e.isMissing()) {
                    problems.add(EventProblems.notEvaluated("data." + name, e.why()));
                }
            }
        });
        return values;
    }
}
