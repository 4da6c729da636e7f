package io.postroom.content.sheet;

import io.postroom.content.Checked;
import io.postroom.content.Problem;
import io.postroom.content.template.NameKey;
import io.postroom.content.template.Template;
import io.postroom.content.text.CharacterClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A spreadsheet of recipients, one a row, with a column for each placeholder of a template. The first row names the
 * columns: {@code phone number}, {@code email address}, or three or more of {@code address line 1} to {@code 6} and
 * {@code postcode} or {@code address line 7}; names match however they are spelt. A column that is there more than once
 * makes a list of its cells, a recipient's column is a problem. Columns that nobody asks for, and cells beyond the
 * headers, are ignored, as are rows without anything in them. Files are those of {@link SheetFile}, with at most
 * {@link SheetOptions#maxRows()} rows, {@value SheetOptions#MAX_ROWS} if nobody says otherwise.
 *
 * <p>Problems of the sheet, in the order of {@link #problems()}: {@code too-many-rows}, {@code no-rows},
 * {@code missing-recipient-column}, {@code duplicate-recipient-columns}, {@code missing-columns}, {@code row-errors},
 * {@code recipients-not-allowed}, {@code too-many-messages}, {@code too-many-international-messages}. Problems of rows
 * are those of the recipient types, {@code missing-value}, {@code message-too-long}, {@code empty-message} and
 * {@code qr-code-too-long}.
 *
 * <p>Immutable; the cells are kept, the rows are checked each time they are asked for.
 */
public final class RecipientSheet {

    private final SheetHeaders headers;
    private final SheetTable table;
    private final SheetOptions options;
    private final Template template;

    private RecipientSheet(SheetTable table, Template template, SheetOptions options) {
        this.table = table;
        this.template = template;
        this.options = options;
        this.headers = new SheetHeaders(table.header(), table.width(), template);
    }

    /**
     * Reads a file of any format that {@link SheetFile} knows. What is not a spreadsheet is told as {@link SheetFile}
     * tells it.
     */
    public static Checked<RecipientSheet> read(byte[] file, Template template, SheetOptions options) {
        SheetTable.Collector collector = new SheetTable.Collector(options.maxRows());
        return SheetFile.read(file, collector)
                .map(format -> new RecipientSheet(collector.table(), template, options));
    }

    /** Reads comma-separated text. */
    public static RecipientSheet ofCsv(String text, Template template, SheetOptions options) {
        SheetTable.Collector collector = new SheetTable.Collector(options.maxRows());
        CsvParser.parse(SheetText.trimmed(text), ',', collector);
        return new RecipientSheet(collector.table(), template, options);
    }

    /** The names of the columns as written, each spelling once. */
    public List<String> columnHeaders() {
        return headers.shown();
    }

    /** Whether there are columns to find recipients in. */
    public boolean hasRecipientColumns() {
        return headers.hasRecipientColumns();
    }

    /** The spellings of recipient columns of which there is more than one. */
    public List<String> duplicateRecipientColumns() {
        return headers.duplicateRecipients();
    }

    /** The names of columns that the message needs and that are not there. */
    public List<String> missingColumns() {
        return headers.missing();
    }

    /** How many rows have something in them. */
    public int rowCount() {
        return table.rowCount();
    }

    /** Whether there are more rows than may be sent at once; they are counted and not kept. */
    public boolean hasTooManyRows() {
        return table.rowCount() > options.maxRows();
    }

    /** The rows that have something in them, checked as the stream is read. */
    public Stream<SheetRow> rows() {
        RowChecker checker = new RowChecker(headers, template, options);
        return IntStream.range(0, table.size())
                .mapToObj(i -> checker.check(table.index(i), table.number(i), table.cells(i)));
    }

    /** What stands in a row under a header, however it is spelt; several cells as several texts. Blank cells count as nothing. */
    public List<String> cell(int index, String header) {
        String key = NameKey.of(CharacterClasses.clean(header));
        return table.find(index).map(cells -> new RowCells(headers, cells).texts(key)).orElse(List.of());
    }

    /** What all rows come to. Checks every row. */
    public SheetSummary summary() {
        SummaryCollector collector = new SummaryCollector(options);
        rows().forEach(collector::add);
        return collector.summary();
    }

    /** What keeps the sheet from being sent, in the order in which it is best mended; empty when nothing does. */
    public List<Problem> problems() {
        return problems(summary());
    }

    /** The same, with a summary that is already there. */
    public List<Problem> problems(SheetSummary summary) {
        List<Problem> problems = new ArrayList<>();
        if (hasTooManyRows()) {
            problems.add(SheetProblems.tooManyRows(options.maxRows(), rowCount()));
        }
        if (rowCount() == 0) {
            problems.add(SheetProblems.NO_ROWS);
        }
        if (!hasRecipientColumns()) {
            problems.add(SheetProblems.noRecipientColumn(template.channel()));
        }
        if (!duplicateRecipientColumns().isEmpty()) {
            problems.add(SheetProblems.duplicateColumns(duplicateRecipientColumns()));
        }
        if (!missingColumns().isEmpty()) {
            problems.add(SheetProblems.missingColumns(missingColumns()));
        }
        Optional.ofNullable(summary.rowErrors(template.channel())).ifPresent(problems::add);
        if (summary.notAllowed() > 0) {
            problems.add(SheetProblems.NOT_ON_SAFELIST);
        }
        if (options.remaining() != null && rowCount() > options.remaining()) {
            problems.add(SheetProblems.moreThanRemaining(rowCount(), Math.max(0, options.remaining())));
        }
        if (options.remainingInternational() != null
                && summary.international() > Math.max(0, options.remainingInternational())) {
            problems.add(SheetProblems.moreInternationalThanRemaining(summary.international(),
                    Math.max(0, options.remainingInternational())));
        }
        return problems;
    }

    @Override
    public String toString() {
        return "RecipientSheet[rows=" + rowCount() + "]";
    }
}
