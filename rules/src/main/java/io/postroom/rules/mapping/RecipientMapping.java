package io.postroom.rules.mapping;

import io.postroom.content.Language;
import io.postroom.content.Problem;
import io.postroom.rules.event.EventProblems;
import io.postroom.rules.event.Words;
import io.postroom.rules.expression.Expression;
import io.postroom.rules.expression.ExpressionException;
import io.postroom.rules.expression.Wanted;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Recipient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How to find the recipients of one role in a foreign record.
 *
 * @param role their role
 * @param each a list; for each item of it there is a recipient; null for one recipient
 * @param when whether there is one, or null for always
 * @param fields how to find each field
 */
record RecipientMapping(String role, @Nullable Expression each, @Nullable Expression when,
        Map<String, Expression> fields) {
    private static final Set<String> LISTS = Set.of("addressLines", "optOuts");

    RecipientMapping {
        fields = Map.copyOf(fields);
    }

    void look(Misfits misfits) {
        misfits.look(path("each"), each, Wanted.LIST);
        misfits.look(path("when"), each, when, Wanted.CONDITION);
        new TreeMap<>(fields)
                .forEach((name, expression) -> misfits.look(path(name), each, expression, wanted(name)));
    }

    /** What a field has to be. */
    static Wanted wanted(String field) {
        return LISTS.contains(field) ? Wanted.TEXTS : Wanted.TEXT;
    }

    void addTo(List<Recipient> people, Map<String, Object> variables, List<Problem> problems) {
        if (each == null) {
            addOne(people, variables, problems);
            return;
        }
        try {
            if (each.evaluate(variables, Language.EN) instanceof Collection<?> items) {
                for (Object item : items) {
                    Map<String, Object> withItem = new HashMap<>(variables);
                    withItem.put("item", item);
                    addOne(people, withItem, problems);
                }
            } else {
                problems.add(EventProblems.wrong(path("each"), "a list", "rhestr"));
            }
        } catch (ExpressionException e) {
            if (!e.isMissing()) {
                problems.add(EventProblems.notEvaluated(path("each"), e.why()));
            }
        }
    }

    private void addOne(List<Recipient> people, Map<String, Object> variables, List<Problem> problems) {
        try {
            if (when != null && !when.holds(variables)) {
                return;
            }
        } catch (ExpressionException e) {
            problems.add(EventProblems.notEvaluated(path("when"), e.why()));
            return;
        }
        Recipient.Builder recipient = Recipient.newBuilder().setRole(role)
                .setReference(text("reference", variables, problems)).setName(text("name", variables, problems))
                .setMobile(text("mobile", variables, problems)).setEmail(text("email", variables, problems))
                .setAddressLines(texts("addressLines", variables, problems));
        String language = text("language", variables, problems);
        if (language != null) {
            set(Words.LANGUAGES, language, "language", problems, recipient::setLanguage);
        }
        String preferred = text("preferredChannel", variables, problems);
        if (preferred != null) {
            set(Words.CHANNELS, preferred, "preferredChannel", problems, recipient::setPreferredChannel);
        }
        List<Channel> optOuts = new ArrayList<>();
        for (String optOut : texts("optOuts", variables, problems)) {
            set(Words.CHANNELS, optOut, "optOuts", problems, optOuts::add);
        }
        people.add(recipient.setOptOuts(optOuts).build());
    }

    private <T> void set(Map<String, T> words, String word, String field, List<Problem> problems,
            java.util.function.Consumer<T> setter) {
        T value = words.get(word);
        if (value == null) {
            problems.add(EventProblems.wrong(path(field), "one of " + Words.list(words),
                    "un o " + Words.list(words)));
        } else {
            setter.accept(value);
        }
    }

    private @Nullable String text(String field, Map<String, Object> variables, List<Problem> problems) {
        Object value = evaluate(field, variables, problems);
        if (value == null) {
            return null;
        }
        String text = SourceMapping.textOf(value);
        if (text == null) {
            problems.add(EventProblems.wrong(path(field), "a text", "destun"));
            return null;
        }
        return text.isEmpty() ? null : text;
    }

    private List<String> texts(String field, Map<String, Object> variables, List<Problem> problems) {
        Object value = evaluate(field, variables, problems);
        if (value == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (Object item : value instanceof Collection<?> items ? items : List.of(value)) {
            String text = SourceMapping.textOf(item);
            if (text == null) {
                problems.add(EventProblems.wrong(path(field), "a list of texts", "rhestr o destunau"));
                return List.of();
            }
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** A field that the record does not have is left out. */
    private @Nullable Object evaluate(String field, Map<String, Object> variables, List<Problem> problems) {
        Expression expression = fields.get(field);
        if (expression == null) {
            return null;
        }
        try {
            return expression.evaluate(variables, Language.EN);
        } catch (ExpressionException e) {
            if (!e.isMissing()) {
                problems.add(EventProblems.notEvaluated(path(field), e.why()));
            }
            return null;
        }
    }

    private String path(String field) {
        return "recipients." + role + "." + field;
    }
}
