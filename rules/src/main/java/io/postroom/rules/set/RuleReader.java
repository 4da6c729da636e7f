package io.postroom.rules.set;

import io.postroom.rules.expression.Expression;
import io.postroom.rules.expression.Scope;
import io.postroom.rules.yaml.Entry;
import io.postroom.rules.yaml.ExpressionEntries;
import io.postroom.rules.yaml.Problems;
import io.postroom.rules.yaml.Section;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one rule of a rule file. */
final class RuleReader {
    private static final Map<String, LanguageChoice> LANGUAGES = Map.of("recipient", LanguageChoice.RECIPIENT, "en",
            LanguageChoice.EN, "cy", LanguageChoice.CY, "both", LanguageChoice.BOTH);
    private static final Map<String, Priority> PRIORITIES = Map.of("normal", Priority.NORMAL, "bulk", Priority.BULK);
    private static final Map<String, UnknownOutcomePolicy> UNKNOWN = Map.of("resend", UnknownOutcomePolicy.RESEND,
            "ask", UnknownOutcomePolicy.ASK);

    private static final List<String> KEYS = List.of("id", "on", "when", "to", "send", "language", "priority",
            "urgent", "essential", "expires", "sendAt", "window",
            "cancelledBy", "supersedes", "collect", "cap", "sameContent", "blastLimit", "unknown");

    static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern EVENT_TYPE = Pattern.compile("\\S{1,255}");

    private final TemplateSet templates;
    private final DataSchemas schemas;
    private final ExpressionEntries untyped;
    private final Problems problems;

    RuleReader(TemplateSet templates, DataSchemas schemas, ExpressionEntries expressions, Problems problems) {
        this.templates = templates;
        this.schemas = schemas;
        this.untyped = expressions;
        this.problems = problems;
    }

    /** The rule; null, with problems, when it lacks what every rule needs. */
    @Nullable
    Rule read(Section section) {
        section.allow(KEYS);
        String id = id(section);
        Set<String> on = eventTypes(section);
        ExpressionEntries expressions = untyped.about(schemas.of(on));
        Entry whenEntry = section.entry("when");
        Expression when = whenEntry == null ? null : expressions.condition(whenEntry, Scope.CONDITION);
        List<String> to = roles(section);
        Entry sendEntry = section.required("send", "say by which channels and with which template");
        Section send = sendEntry == null ? null : sendEntry.section();
        if (send == null) {
            return null;
        }
        SendReader.Sending sending = new SendReader(templates, expressions).read(send);
        Timing timing = new TimingReader(expressions, problems).read(section);
        if (id == null || on.isEmpty() || to.isEmpty() || sending == null) {
            return null;
        }
        return new Rule(id, on, when, to, sending.channels(), sending.fallback(), sending.template(),
                sending.values(), word(section, "language", LANGUAGES,
                        LanguageChoice.RECIPIENT),
                word(section, "priority", PRIORITIES, Priority.NORMAL),
                new CollectReader(expressions).read(section, sending.values().keySet()), timing,
                LimitsReader.read(section),
                flag(section, "essential"),
                cancelledBy(section, on),
                supersedes(section), unknown(section), section.spot());
    }

    private @Nullable String id(Section section) {
        Entry entry = section.required("id", "give the rule a name that never changes");
        String id = entry == null ? null : entry.text();
        if (id != null && entry != null && !ID.matcher(id).matches()) {
            return entry.wrong("must be lower-case words of letters and digits, joined by hyphens");
        }
        return id;
    }

    private Set<String> eventTypes(Section section) {
        return eventTypes(section.required("on", "name the type of event that the rule is about"));
    }

    /** An event cannot both make a message and withdraw it. */
    private static Set<String> cancelledBy(Section section, Set<String> on) {
        Entry entry = section.entry("cancelledBy");
        Set<String> types = eventTypes(entry);
        if (entry != null && types.stream().anyMatch(on::contains)) {
            entry.wrong("names an event type that the rule is itself about");
        }
        return types;
    }

    private static Set<String> supersedes(Section section) {
        Entry entry = section.entry("supersedes");
        return entry == null ? Set.of() : new LinkedHashSet<>(entry.texts());
    }

    private static Set<String> eventTypes(@Nullable Entry entry) {
        Set<String> types = new LinkedHashSet<>();
        if (entry != null) {
            for (Entry item : entry.items()) {
                String type = item.text();
                if (type != null && !EVENT_TYPE.matcher(type).matches()) {
                    item.wrong("must be an event type, without spaces");
                } else if (type != null && !types.add(type)) {
                    item.wrong("names the same twice");
                }
            }
        }
        return types;
    }

    private static List<String> roles(Section section) {
        Entry entry = section.required("to", "name the role of the people who are written to");
        return entry == null ? List.of() : entry.texts().stream().distinct().toList();
    }

    private static <T> T word(Section section, String name, Map<String, T> words, T otherwise) {
        Entry entry = section.entry(name);
        T value = entry == null ? null : entry.word(words);
        return value == null ? otherwise : value;
    }

    private static boolean flag(Section section, String name) {
        Entry entry = section.entry(name);
        return entry != null && Boolean.TRUE.equals(entry.flag());
    }

    private static @Nullable UnknownOutcomePolicy unknown(Section section) {
        Entry entry = section.entry("unknown");
        return entry == null ? null : entry.word(UNKNOWN);
    }
}
