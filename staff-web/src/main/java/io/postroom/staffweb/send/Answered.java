package io.postroom.staffweb.send;

import io.postroom.staffweb.pages.Words;
import java.util.Objects;

/**
 * A question and its answer, as the check shows them. Personal data.
 *
 * @param path the end of the address of the question's page
 */
public record Answered(String path, String title, String answer) {

    static Answered of(Draft draft, Question question, Words words) {
        String placeholder = question.placeholder();
        return new Answered(question.path(),
                placeholder == null ? words.say("send." + question.path() + ".short") : words.title(placeholder),
                answer(draft, question, words));
    }

    private static String answer(Draft draft, Question question, Words words) {
        return switch (question.path()) {
            case Question.LANGUAGE -> words.name("language", Objects.requireNonNull(draft.language()).name());
            case Question.RECIPIENT -> draft.address();
            case Question.CASE ->
                draft.caseReference().isBlank() ? words.say("send.case.empty") : draft.caseReference();
            case Question.TIME -> draft.time().at() == null
                    ? words.say("send.time.now")
                    : words.minute(Objects.requireNonNull(draft.time().at()));
            default -> draft.value(Objects.requireNonNull(question.placeholder()));
        };
    }

    @Override
    public String toString() {
        return "Answered[" + path + "]";
    }
}
