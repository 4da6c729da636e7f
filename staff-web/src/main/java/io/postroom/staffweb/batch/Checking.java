package io.postroom.staffweb.batch;

import io.postroom.content.Checked;
import io.postroom.content.Problem;
import io.postroom.content.recipient.PhoneNumberOptions;
import io.postroom.content.recipient.PostalAddressOptions;
import io.postroom.content.sheet.RecipientSheet;
import io.postroom.content.sheet.SheetOptions;
import io.postroom.content.sheet.SheetRow;
import io.postroom.content.sheet.SheetSummary;
import io.postroom.content.sheet.SummaryCollector;
import io.postroom.content.template.Template;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.staffweb.readmodel.BlindIndex;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Checks one spreadsheet at a time, some thousand rows a transaction, so that pages can tell how far it is. Whoever takes it
 * over after an interruption begins with the first row again: nothing of it is sent yet.
 */
final class Checking {
    /** Those of ingest. */
    static final SheetOptions OPTIONS = new SheetOptions(new PhoneNumberOptions(true, false),
            new PostalAddressOptions(true), SheetOptions.MAX_ROWS, null, null, null);
    private static final int AT_ONCE = 2_500;
    private static final ToldProblem NO_TEMPLATE = new ToldProblem(null,
            "The template is no longer there: choose another one and upload the file again",
            "Nid yw’r templed yno mwyach: dewiswch un arall a lanlwythwch y ffeil eto");

    private final CheckTable table;
    private final Templates templates;
    private final BlindIndex index;
    private final Function<SendRequest, byte[]> bytes;

    Checking(CheckTable table, Templates templates, BlindIndex index, Function<SendRequest, byte[]> bytes) {
        this.table = table;
        this.templates = templates;
        this.index = index;
        this.bytes = bytes;
    }

    /** The template of a wording as it is now. */
    interface Templates {
        /** Null where there is none any more. */
        @Nullable
        Template find(Batch.Wording wording);
    }

    /** Checks the one that was taken over. */
    void check(CheckTable.Taken taken) {
        Template template = templates.find(taken.batch().wording());
        if (template == null) {
            table.refuse(taken, List.of(NO_TEMPLATE));
            return;
        }
        switch (RecipientSheet.read(taken.file(), template, OPTIONS)) {
            case Checked.Invalid<RecipientSheet>(List<Problem> problems) ->
                table.refuse(taken, problems.stream().map(ToldProblem::of).toList());
            case Checked.Valid<RecipientSheet>(RecipientSheet sheet) -> check(taken, sheet, template);
        }
    }

    private void check(CheckTable.Taken taken, RecipientSheet sheet, Template template) {
        List<ToldProblem> unusable = ofColumns(sheet);
        if (!unusable.isEmpty()) {
            table.refuse(taken, unusable);
            return;
        }
        table.begin(taken, sheet.rowCount(), DatabaseText.join(sheet.columnHeaders()));
        SummaryCollector collector = new SummaryCollector(OPTIONS);
        RowMaker maker = new RowMaker(taken.batch(), sheet, template, index, bytes);
        try (RowWriter writer = new RowWriter(table, taken)) {
            List<RowTable.Checked> rows = new ArrayList<>(AT_ONCE);
            for (Iterator<SheetRow> all = sheet.rows().iterator(); all.hasNext();) {
                SheetRow row = maker.judge(all.next());
                rows.add(maker.make(row, collector.add(row)));
                if (rows.size() == AT_ONCE) {
                    writer.add(rows);
                    rows = new ArrayList<>(AT_ONCE);
                }
            }
            writer.add(rows);
            writer.awaitAll();
        }
        SheetSummary summary = collector.summary();
        table.end(taken, template.contentHash(), summary,
                sheet.problems(summary).stream().map(ToldProblem::of).toList());
    }

    /** What no row can be sent with. */
    private static List<ToldProblem> ofColumns(RecipientSheet sheet) {
        if (sheet.hasTooManyRows() || sheet.rowCount() == 0 || !sheet.hasRecipientColumns()
                || !sheet.duplicateRecipientColumns().isEmpty() || !sheet.missingColumns().isEmpty()) {
            return sheet.problems(new SummaryCollector(OPTIONS).summary()).stream().map(ToldProblem::of).toList();
        }
        return List.of();
    }
}
