package io.postroom.content.sheet;

import io.postroom.content.Channel;
import io.postroom.content.Language;
import io.postroom.content.conformance.ConformanceTopic;
import io.postroom.content.conformance.Inputs;
import io.postroom.content.recipient.PhoneNumberOptions;
import io.postroom.content.recipient.PostalAddressOptions;
import io.postroom.content.template.NameKey;
import io.postroom.content.template.Template;
import io.postroom.content.template.TemplateParser;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

public final class SheetConformance implements ConformanceTopic {

    /** The cases count a sheet without rows, or with too few address columns, as one without errors. */
    private static final Set<String> NOT_COUNTED = Set.of("no-rows", "missing-recipient-column");

    @Override
    public @Nullable Object answer(String op, JsonNode input) {
        RecipientSheet sheet = RecipientSheet.ofCsv(Inputs.text(input, "file"), template(input), options(input));
        return switch (op) {
            case "cell" -> cell(sheet, input);
            case "column_headers" -> sheet.columnHeaders();
            case "duplicate_recipient_column_headers" -> new HashSet<>(sheet.duplicateRecipientColumns());
            case "has_errors" -> sheet.problems().stream().anyMatch(problem -> !NOT_COUNTED.contains(problem.code()));
            case "has_recipient_columns" -> sheet.hasRecipientColumns();
            case "missing_column_headers" -> new HashSet<>(sheet.missingColumns());
            case "row_count" -> sheet.rowCount();
            case "rows_with_bad_recipients" -> rows(sheet, row -> row.has(RowProblem.Kind.RECIPIENT));
            case "rows_with_empty_message" -> rows(sheet, row -> row.has(RowProblem.Kind.EMPTY_MESSAGE));
            case "rows_with_errors" -> rows(sheet, row -> !row.problems().isEmpty());
            case "rows_with_message_too_long" -> rows(sheet, row -> row.has(RowProblem.Kind.TOO_LONG));
            case "rows_with_missing_data" -> rows(sheet, row -> row.has(RowProblem.Kind.MISSING));
            case "too_many_rows" -> sheet.hasTooManyRows();
            default -> "unknown op";
        };
    }

    private static List<Integer> rows(RecipientSheet sheet, Predicate<SheetRow> which) {
        return sheet.rows().filter(which).map(SheetRow::index).toList();
    }

    private static Map<String, @Nullable Object> cell(RecipientSheet sheet, JsonNode input) {
        int index = input.get("row").asInt();
        String column = Inputs.text(input, "column");
        List<String> texts = sheet.cell(index, column);
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("data", texts.isEmpty() ? null : texts.size() == 1 ? texts.getFirst() : texts);
        facts.put("error", sheet.rows().filter(row -> row.index() == index).flatMap(row -> row.problems().stream())
                .filter(problem -> problem.column() != null
                        && NameKey.of(Objects.requireNonNull(problem.column())).equals(NameKey.of(column)))
                .map(problem -> problem.problem().english()).findFirst().orElse(null));
        return facts;
    }

    private static Template template(JsonNode input) {
        JsonNode template = input.get("template");
        Channel channel = Channel.valueOf(Inputs.text(template, "type").toUpperCase(java.util.Locale.ROOT));
        String head = channel == Channel.SMS ? "" : "---\nsubject: A subject\n---\n";
        return TemplateParser.parse("t", channel, Language.EN, head + Inputs.text(template, "content")).orElseThrow();
    }

    private static SheetOptions options(JsonNode input) {
        int maxRows = input.has("max_rows") ? input.get("max_rows").asInt() : SheetOptions.MAX_ROWS;
        return new SheetOptions(
                new PhoneNumberOptions(Inputs.flag(input, "allow_international_sms"),
                        Inputs.flag(input, "allow_sms_to_uk_landline")),
                new PostalAddressOptions(Inputs.flag(input, "allow_international_letters")), maxRows,
                number(input, "remaining_messages"), number(input, "remaining_international_sms_messages"), null);
    }

    private static @Nullable Integer number(JsonNode input, String name) {
        return input.has(name) && input.get(name).isNumber() ? input.get(name).asInt() : null;
    }
}
