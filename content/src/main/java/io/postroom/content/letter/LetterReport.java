package io.postroom.content.letter;

import java.util.List;

/**
 * What a check found out about a PDF; the codes of its problems are those of {@link LetterCheck}.
 *
 * @param pages how many pages it has; 0 when it cannot be read
 * @param addressLines the text in the address window of the first page, line by line; it is personal data
 * @param problems everything that is wrong; empty when it can be printed
 */
public record LetterReport(int pages, List<String> addressLines, List<LetterProblem> problems) {
    public LetterReport {
        addressLines = List.copyOf(addressLines);
        problems = List.copyOf(problems);
    }

    /** Whether the file can be printed as a letter. */
    public boolean isPrintable() {
        return problems.isEmpty();
    }

    @Override
    public String toString() {
        return "LetterReport[pages=" + pages + ", problems=" + problems.stream().map(LetterProblem::code).toList()
                + "]";
    }
}
