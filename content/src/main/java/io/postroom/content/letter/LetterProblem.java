package io.postroom.content.letter;

import io.postroom.content.Problem;
import java.util.List;

/**
 * Something about a PDF that keeps it from being printed as a letter.
 *
 * @param problem what is wrong
 * @param pages on which pages, from 1; empty when it is about the whole file
 */
public record LetterProblem(Problem problem, List<Integer> pages) {
    public LetterProblem {
        pages = List.copyOf(pages);
    }

    /** The problem's code. */
    public String code() {
        return problem.code();
    }
}
