package io.postroom.staffweb.batch;

import io.postroom.content.Language;
import io.postroom.content.Problem;
import io.postroom.content.sheet.RowProblem;
import io.postroom.staffweb.database.StoredText;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong, in words, as it is kept with a sheet or a row.
 *
 * @param column the header of the cell that is at fault, or null when it is no single one
 * @param english a sentence
 * @param welsh the same in Welsh
 */
public record ToldProblem(@Nullable String column, String english, String welsh) {
    private static final String FIELD = "\u001f";
    private static final String END = "\u001e";

    static ToldProblem of(Problem problem) {
        return new ToldProblem(null, problem.english(), problem.welsh());
    }

    static ToldProblem of(RowProblem problem) {
        return new ToldProblem(problem.column(), problem.problem().english(), problem.problem().welsh());
    }

    /** The sentence in a language. */
    public String sentence(Language language) {
        return switch (language) {
            case EN -> english;
            case CY -> welsh;
        };
    }

    /** With its column, for a table without one for that. */
    String line(Language language) {
        return column == null ? sentence(language) : column + ": " + sentence(language);
    }

    static String write(List<ToldProblem> problems) {
        return problems.stream()
                .map(problem -> clean(problem.column == null ? "" : problem.column) + FIELD + clean(problem.english)
                        + FIELD + clean(problem.welsh))
                .collect(Collectors.joining(END));
    }

    static List<ToldProblem> read(@Nullable String text) {
        return text == null || text.isEmpty() ? List.of() : Arrays.stream(text.split(END, -1)).map(one -> {
            String[] fields = one.split(FIELD, -1);
            return new ToldProblem(fields[0].isEmpty() ? null : fields[0], fields[1], fields[2]);
        }).toList();
    }

    private static String clean(String text) {
        return StoredText.clean(text).replace(FIELD, " ").replace(END, " ");
    }
}
