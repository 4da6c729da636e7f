package io.postroom.content.sheet;

import io.postroom.content.Checked;
import io.postroom.content.Problem;
import io.postroom.content.template.Message;
import io.postroom.content.template.Personalisation;
import io.postroom.content.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks rows: recipient, cells that must not be empty, and the message that they make. */
final class RowChecker {

    private final SheetHeaders headers;
    private final Template template;
    private final SheetOptions options;
    private final Set<String> needed;
    private final List<String> wanted;

    RowChecker(SheetHeaders headers, Template template, SheetOptions options) {
        this.headers = headers;
        this.template = template;
        this.options = options;
        this.needed = headers.needed();
        this.wanted = headers.wanted();
    }

    SheetRow check(int index, int number, @Nullable String[] row) {
        RowCells cells = new RowCells(headers, row);
        List<RowProblem> problems = new ArrayList<>();
        RowRecipient recipient = RowRecipient.of(headers, cells, template.channel(), options);
        if (recipient.problem() != null) {
            problems.add(new RowProblem(RowProblem.Kind.RECIPIENT, recipient.column(), recipient.problem()));
        }
        for (String key : needed) {
            if (cells.texts(key).isEmpty() && !headers.isDuplicateRecipient(key)) {
                problems.add(new RowProblem(RowProblem.Kind.MISSING, header(key), SheetProblems.MISSING));
            }
        }
        Personalisation values = values(cells);
        Message message = message(values, problems);
        return new SheetRow(index, number, recipient.written(), recipient.canonical(), values,
                problems.isEmpty() ? message : null, problems);
    }

    private Personalisation values(RowCells cells) {
        Personalisation.Builder values = Personalisation.builder();
        for (String key : wanted) {
            List<String> texts = cells.texts(key);
            boolean several = headers.columns(key).size() > 1 && !headers.isRecipient(key);
            if (several && !texts.isEmpty()) {
                values.list(header(key), texts);
            } else if (!texts.isEmpty()) {
                values.text(header(key), texts.getFirst());
            }
        }
        return values.build();
    }

    /** The message, or null with the reason added, or null without one when values are missing anyway. */
    private @Nullable Message message(Personalisation values, List<RowProblem> problems) {
        if (!template.missing(values).isEmpty()) {
            return null;
        }
        return switch (template.fill(values)) {
            case Checked.Valid<Message>(Message message) -> {
                if (QrCodes.tooLong(message, template.language())) {
                    problems.add(new RowProblem(RowProblem.Kind.QR_CODE, null, SheetProblems.QR_TOO_LONG));
                }
                yield message;
            }
            case Checked.Invalid<Message>(List<Problem> faults) -> {
                Problem fault = faults.getFirst();
                RowProblem.Kind kind = fault.code().equals("message-too-long")
                        ? RowProblem.Kind.TOO_LONG
                        : RowProblem.Kind.EMPTY_MESSAGE;
                problems.add(new RowProblem(kind, null, fault));
                yield null;
            }
        };
    }

    private String header(String key) {
        return Objects.requireNonNull(headers.name(headers.columns(key).getFirst()));
    }
}
