package io.postroom.content.sheet;

import io.postroom.content.Channel;
import io.postroom.content.Checked;
import io.postroom.content.Problem;
import io.postroom.content.recipient.EmailAddress;
import io.postroom.content.recipient.PhoneNumber;
import io.postroom.content.recipient.PostalAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who a row is for.
 *
 * @param written as it stands in the sheet
 * @param canonical the one way of writing it, or null when it is not a good one
 * @param column the header of its cell, or null when it is of several
 * @param problem what is wrong with it, or null; an empty cell is told elsewhere
 */
record RowRecipient(List<String> written, @Nullable String canonical, @Nullable String column,
        @Nullable Problem problem) {

    private static final RowRecipient NONE = new RowRecipient(List.of(), null, null, null);

    static RowRecipient of(SheetHeaders headers, RowCells cells, Channel channel, SheetOptions options) {
        return switch (channel) {
            case SMS -> ofCell(headers, cells, RecipientColumns.PHONE_NUMBER,
                    text -> PhoneNumber.parse(text, options.phone()).map(PhoneNumber::canonical));
            case EMAIL -> ofCell(headers, cells, RecipientColumns.EMAIL_ADDRESS,
                    text -> EmailAddress.parse(text).map(EmailAddress::canonical));
            case LETTER -> ofAddress(headers, cells, options);
        };
    }

    private interface Reader {
        Checked<String> canonical(String text);
    }

    private static RowRecipient ofCell(SheetHeaders headers, RowCells cells, String key, Reader reader) {
        String text = headers.columns(key).isEmpty() ? null : cells.text(key);
        if (text == null) {
            return NONE;
        }
        String column = headers.name(headers.columns(key).getFirst());
        return of(List.of(text), column, reader.canonical(text), headers.isDuplicateRecipient(key));
    }

    private static RowRecipient ofAddress(SheetHeaders headers, RowCells cells, SheetOptions options) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        boolean duplicated = false;
        for (String key : RecipientColumns.of(Channel.LETTER)) {
            if (!headers.columns(key).isEmpty()) {
                values.put(key, cells.text(key));
                duplicated |= headers.isDuplicateRecipient(key);
            }
        }
        if (values.isEmpty()) {
            return NONE;
        }
        List<String> lines = PostalAddress.linesFrom(values);
        Checked<String> canonical = PostalAddress.parse(lines, options.post()).map(PostalAddress::canonical);
        return of(lines, null, canonical, duplicated);
    }

    /** While nobody knows which of several columns is meant, none of their cells is called wrong. */
    private static RowRecipient of(List<String> written, @Nullable String column, Checked<String> checked,
            boolean duplicated) {
        return switch (checked) {
            case Checked.Valid<String>(String canonical) -> new RowRecipient(written, canonical, column, null);
            case Checked.Invalid<String>(List<Problem> problems) ->
                new RowRecipient(written, null, column, duplicated ? null : problems.getFirst());
        };
    }

    @Override
    public String toString() {
        return "•••";
    }
}
