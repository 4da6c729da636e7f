package io.postroom.staffweb.send;

import io.postroom.content.Language;
import io.postroom.staffweb.pages.Words;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What was typed to a draft's questions: kept in the draft, right or wrong, and judged. */
final class Answers {
    private static final int LONGEST = 5_000;
    private static final int LONGEST_CASE = 100;
    private static final int LONGEST_DATE_PART = 20;
    private static final String LATER = "later";

    private Answers() {}

    /** Keeps an answer; answers what is wrong with it, in the reader's words. */
    static List<String> take(Draft draft, Question question, Map<String, String> fields, Instant now, Words words) {
        String typed = field(fields, "answer", LONGEST);
        return switch (question.path()) {
            case Question.LANGUAGE -> {
                Language chosen = Stream.of(Language.values()).filter(one -> one.tag().equals(typed)).findFirst()
                        .orElse(null);
                if (chosen == null) {
                    yield List.of(words.say("send.language.none"));
                }
                draft.speak(chosen);
                yield List.of();
            }
            case Question.RECIPIENT -> {
                draft.addressTo(typed);
                if (typed.isBlank()) {
                    yield List.of(words.say("send.recipient.none." + draft.channel().wireName()));
                }
                yield Addresses.problems(draft.channel(), typed).stream()
                        .map(problem -> problem.sentence(words.language())).toList();
            }
            case Question.CASE -> {
                draft.belongTo(typed);
                yield typed.length() > LONGEST_CASE ? List.of(words.say("send.case.long")) : List.of();
            }
            case Question.TIME -> {
                draft.goAt(new SendTime(typed.isEmpty() ? null : typed.equals(LATER), part(fields, "day"),
                        part(fields, "month"), part(fields, "year"), part(fields, "clock")));
                String problem = draft.time().problem(now);
                yield problem == null ? List.of() : List.of(words.say(problem));
            }
            default -> {
                String placeholder = Objects.requireNonNull(question.placeholder());
                draft.fill(placeholder, typed);
                yield typed.isBlank() ? List.of(words.say("send.value.none", placeholder)) : List.of();
            }
        };
    }

    /** Whether a question has an answer that can be used at a moment. */
    static boolean isGiven(Draft draft, Question question, Instant now) {
        return switch (question.path()) {
            case Question.LANGUAGE -> draft.language() != null;
            case Question.RECIPIENT -> Addresses.problems(draft.channel(), draft.address()).isEmpty();
            case Question.CASE -> draft.caseReference().length() <= LONGEST_CASE;
            case Question.TIME -> draft.time().problem(now) == null;
            default -> !draft.value(Objects.requireNonNull(question.placeholder())).isBlank();
        };
    }

    /** What was typed last. */
    static String typed(Draft draft, Question question) {
        return switch (question.path()) {
            case Question.LANGUAGE, Question.TIME -> "";
            case Question.RECIPIENT -> draft.address();
            case Question.CASE -> draft.caseReference();
            default -> draft.value(Objects.requireNonNull(question.placeholder()));
        };
    }

    private static String part(Map<String, String> fields, String name) {
        return field(fields, name, LONGEST_DATE_PART);
    }

    private static String field(Map<String, String> fields, String name, int longest) {
        String typed = fields.getOrDefault(name, "");
        return typed.length() > longest ? typed.substring(0, longest) : typed;
    }
}
