package io.postroom.staffweb.batch;

import io.postroom.content.sheet.SafeCsv;
import io.postroom.content.template.Template;
import io.postroom.staffweb.access.Act;
import io.postroom.staffweb.access.Staff;
import io.postroom.staffweb.audit.AuditTrail;
import io.postroom.staffweb.pages.NotFoundException;
import io.postroom.staffweb.pages.Permission;
import io.postroom.staffweb.pages.Words;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * CSV files that no spreadsheet program executes: an example to fill in, the rows to mend, the results. They are written row by
 * row, and no connection to the database is held while somebody's line is slow.
 */
@Controller
public class Downloads {
    /** Spreadsheet programs take a text for UTF-8 only with this mark in front. */
    private static final char MARK = '\ufeff';
    /** With its sign in front a number would be made harmless, and then be refused when the file comes back. */
    private static final Pattern PLUS_AND_DIGITS = Pattern.compile("\\+[0-9][0-9 ()-]*");

    private final BatchPages pages;
    private final BatchTable table;
    private final ResultTable results;
    private final AuditTrail audit;
    private final java.util.function.Supplier<? extends java.util.Collection<String>> services;

    Downloads(BatchPages pages, BatchTable table, ResultTable results, AuditTrail audit,
            java.util.function.Supplier<? extends java.util.Collection<String>> services) {
        this.pages = pages;
        this.table = table;
        this.results = results;
        this.audit = audit;
        this.services = services;
    }

    @GetMapping("/batches/upload/{service}/{template}/{channel}/{variant}/example.csv")
    void example(Staff staff, @PathVariable Map<String, String> asked, HttpServletResponse response)
            throws IOException {
        Template template = pages.template(pages.wording(staff, asked));
        try (Writer out = csv(response, "example.csv")) {
            out.write(ExampleSheet.csv(template));
        }
    }

    @GetMapping("/batches/{id}/rows-to-mend.csv")
    void toMend(Staff staff, @PathVariable UUID id, @ModelAttribute("words") Words words,
            HttpServletResponse response) throws IOException {
        Batch batch = find(staff, id);
        audit.add(staff, AuditTrail.Entry.DOWNLOADED_ROWS_TO_MEND, batch.wording().service(), id.toString());
        try (Writer out = csv(response, "rows-to-mend.csv")) {
            List<String> header = new ArrayList<>(results.columns(id));
            header.addAll(List.of(words.say("sheet.csv.row"), words.say("sheet.csv.problem")));
            out.write(MARK + SafeCsv.line(header));
            results.bad(id, row -> {
                List<String> line = new ArrayList<>(row.cells().stream().map(Downloads::withoutSign).toList());
                line.add(Integer.toString(row.number()));
                line.add(String.join("; ",
                        row.problems().stream().map(problem -> problem.line(words.language())).toList()));
                out.write(SafeCsv.line(line));
            });
        }
    }

    @GetMapping("/batches/{id}/results.csv")
    void results(Staff staff, @PathVariable UUID id, @ModelAttribute("words") Words words,
            HttpServletResponse response) throws IOException {
        Batch batch = find(staff, id);
        audit.add(staff, AuditTrail.Entry.DOWNLOADED_RESULTS, batch.wording().service(), id.toString());
        try (Writer out = csv(response, "results.csv")) {
            out.write(MARK + SafeCsv.line(List.of(words.say("sheet.csv.row"), words.say("sheet.csv.recipient"),
                    words.say("case"), words.say("sheet.csv.result"), words.say("sheet.csv.why"),
                    words.say("sheet.csv.time"), words.say("notification"))));
            results.all(batch, row -> out.write(SafeCsv.line(ResultLine.of(batch, row, words))));
        }
    }

    private static String withoutSign(String cell) {
        return PLUS_AND_DIGITS.matcher(cell).matches() ? cell.substring(1) : cell;
    }

    private Batch find(Staff staff, UUID id) {
        Permission.require(staff, Act.SEE_SPREADSHEETS);
        return table.find(id, staff.services(Act.SEE_SPREADSHEETS, services.get()))
                .orElseThrow(NotFoundException::new);
    }

    /** The file's name says nothing about anybody. */
    private static Writer csv(HttpServletResponse response, String name) throws IOException {
        response.setContentType("text/csv; charset=utf-8");
        response.setHeader("Content-Disposition", "attachment; filename=" + name);
        return new java.io.OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
    }
}
