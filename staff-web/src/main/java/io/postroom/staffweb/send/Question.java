package io.postroom.staffweb.send;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The questions of a draft, in their order, one a page; then comes the check.
 *
 * @param path the end of the page's address
 * @param placeholder the placeholder that is asked for, or null
 */
public record Question(String path, @Nullable String placeholder) {
    static final String CHECK = "check";
    static final String LANGUAGE = "language";
    static final String RECIPIENT = "recipient";
    static final String CASE = "case";
    static final String VALUE = "value-";
    static final String TIME = "time";

    /** Those of a template with these placeholders. */
    static List<Question> of(boolean severalLanguages, List<String> placeholders) {
        List<Question> questions = new ArrayList<>();
        if (severalLanguages) {
            questions.add(new Question(LANGUAGE, null));
        }
        questions.add(new Question(RECIPIENT, null));
        questions.add(new Question(CASE, null));
        for (int i = 0; i < placeholders.size(); i++) {
            questions.add(new Question(VALUE + (i + 1), placeholders.get(i)));
        }
        questions.add(new Question(TIME, null));
        return questions;
    }

    /** The page after one. */
    static String after(List<Question> questions, String path) {
        for (int i = 0; i < questions.size() - 1; i++) {
            if (questions.get(i).path().equals(path)) {
                return questions.get(i + 1).path();
            }
        }
        return CHECK;
    }

    /** The page before one, or null for the first. */
    static @Nullable String before(List<Question> questions, String path) {
        String before = null;
        for (Question question : questions) {
            if (question.path().equals(path)) {
                return before;
            }
            before = question.path();
        }
        return before;
    }
}
