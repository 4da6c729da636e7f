package io.postroom.staffweb.batch;

import io.postroom.content.sheet.SafeCsv;
import io.postroom.content.template.Template;
import java.util.ArrayList;
import java.util.List;

/** What a spreadsheet for a template looks like. */
final class ExampleSheet {
    private ExampleSheet() {}

    /** The names of its columns; all of them are needed. */
    static List<String> columns(Template template) {
        List<String> columns = new ArrayList<>(switch (template.channel()) {
            case SMS -> List.of("phone number");
            case EMAIL -> List.of("email address");
            case LETTER -> List.of("address line 1", "address line 2", "address line 3", "postcode");
        });
        template.placeholders().stream().filter(name -> columns.stream().noneMatch(name::equalsIgnoreCase))
                .forEach(columns::add);
        return columns;
    }

    /** As a file to fill in: the columns, that of case references too, and a row that shows what belongs there. */
    static String csv(Template template) {
        List<String> header = new ArrayList<>(columns(template));
        List<String> row = new ArrayList<>(switch (template.channel()) {
            case SMS -> List.of("07700 900123");
            case EMAIL -> List.of("name@example.com");
            case LETTER -> List.of("A Name", "1 Example Street", "Example Town", "SW1A 1AA");
        });
        header.subList(row.size(), header.size()).forEach(name -> row.add("(" + name + ")"));
        header.add(RowMaker.CASE_COLUMN);
        row.add("(case reference)");
        // Spreadsheet programs take a text for UTF-8 only with this mark in front.
        return '\ufeff' + SafeCsv.line(header) + SafeCsv.line(row);
    }
}
