package io.postroom.staffweb.batch;

import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.staffweb.pages.Words;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One line of results, in words. */
final class ResultLine {
    private ResultLine() {}

    static List<String> of(Batch batch, ResultTable.Result row, Words words) {
        SendRequest request = row.request();
        boolean made = row.sendable() && row.published() && !isLeftOut(batch, row);
        return List.of(Integer.toString(row.number()), request == null ? "" : recipient(request.getRecipient()),
                request == null || request.getCaseReference() == null ? "" : request.getCaseReference(),
                result(batch, row, words), why(batch, row, words), made && row.at() != null ? words.time(row.at()) : "",
                made ? Objects.toString(row.notification(), "") : "");
    }

    private static boolean isLeftOut(Batch batch, ResultTable.Result row) {
        return batch.choice().leaveOutRepeated() && row.repeats() != null
                || batch.choice().leaveOutSentToday() && row.sentToday();
    }

    private static String result(Batch batch, ResultTable.Result row, Words words) {
        if (!row.sendable() || isLeftOut(batch, row)) {
            return words.say("sheet.result.left-out");
        }
        if (!row.published()) {
            return words.say(batch.state() == BatchState.SENDING ? "sheet.result.waiting" : "sheet.result.not-sent");
        }
        String state = row.state();
        return state == null ? words.say("sheet.result.handed-over") : named(state, words);
    }

    /** Where ingest made no message its outcome stands for a state. */
    private static String named(String state, Words words) {
        String name = words.name("state", state);
        return name.equals(state) ? words.name("outcome", state) : name;
    }

    private static String why(Batch batch, ResultTable.Result row, Words words) {
        if (!row.sendable()) {
            return String.join("; ",
                    row.problems().stream().map(problem -> problem.line(words.language())).toList());
        }
        if (batch.choice().leaveOutRepeated() && row.repeats() != null) {
            return words.say("sheet.result.repeats", Integer.toString(row.repeats()));
        }
        if (isLeftOut(batch, row)) {
            return words.say("sheet.result.today");
        }
        return row.published() ? words.reason(row.reason()) : "";
    }

    private static String recipient(Recipient recipient) {
        @Nullable
        String mobile = recipient.getMobile();
        return mobile != null
                ? mobile
                : recipient.getEmail() != null
                        ? recipient.getEmail()
                        : String.join(", ", recipient.getAddressLines());
    }
}
