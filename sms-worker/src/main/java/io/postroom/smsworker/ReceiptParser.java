package io.postroom.smsworker;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jspecify.annotations.Nullable;

/**
 * Reads delivery receipts as they come: by their parameters where there are any, else by the text form of SMPP 3.4
 * appendix B, of which any field may be missing, misspelt in its case, reordered or cut off. Never throws.
 */
final class ReceiptParser {
    private static final short MESSAGE_PAYLOAD = 0x0424;
    private static final short RECEIPTED_MESSAGE_ID = 0x001e;
    private static final short MESSAGE_STATE = 0x0427;
    private static final short NETWORK_ERROR_CODE = 0x0423;

    private static final int TYPE_MASK = 0x3c;
    private static final int RECEIPT = 0x04;
    private static final int INTERMEDIATE = 0x20;
    private static final int UCS_2 = 8;

    private static final Pattern FIELD = Pattern
            .compile("\\b(id|sub|dlvrd|submit[ _]?date|done[ _]?date|stat|err|text)[ \\t]*:", Pattern.CASE_INSENSITIVE);
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyMMddHHmm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyMMddHHmmss", Locale.ROOT);

    private final ZoneId zone;

    ReceiptParser(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * The receipt; empty if this is none, or one without an id or a known state. What a person sent in must not pass for
     * a receipt, so that text alone does not make one.
     */
    Optional<Receipt> parse(DeliverSm message) {
        String parameterId = text(message, RECEIPTED_MESSAGE_ID);
        int type = message.getEsmClass() & TYPE_MASK;
        if (type != RECEIPT && type != INTERMEDIATE && parameterId == null) {
            return Optional.empty();
        }
        Map<String, String> fields = fields(body(message));
        String id = parameterId != null ? parameterId : fields.get("id");
        MessageState state = state(message, fields);
        if (id == null || id.isBlank() || state == null) {
            return Optional.empty();
        }
        return Optional.of(new Receipt(id.strip(), state, error(message, fields), date(fields.get("donedate"))));
    }

    /** The fields of the text form. The last, {@code text}, quotes the message, so that nothing behind it is read. */
    static Map<String, String> fields(String body) {
        Map<String, String> fields = new HashMap<>();
        Matcher matcher = FIELD.matcher(body);
        String name = null;
        int begin = 0;
        while (matcher.find()) {
            if (name != null) {
                fields.putIfAbsent(name, body.substring(begin, matcher.start()).strip());
            }
            name = matcher.group(1).toLowerCase(Locale.ROOT).replaceAll("[ _]", "");
            begin = matcher.end();
            if (name.equals("text")) {
                return fields;
            }
        }
        if (name != null) {
            fields.putIfAbsent(name, body.substring(begin).strip());
        }
        return fields;
    }

    private static @Nullable MessageState state(DeliverSm message, Map<String, String> fields) {
        if (message.getOptionalParameter(MESSAGE_STATE) instanceof OptionalParameter.Byte parameter) {
            MessageState state = MessageState.of(parameter.getValue());
            if (state != null) {
                return state;
            }
        }
        String stat = fields.get("stat");
        return stat == null ? null : MessageState.of(stat);
    }

    /** The parameter is a network type and a code (SMPP 3.4, 5.3.2.31); written as {@code 3/1}. */
    private static @Nullable String error(DeliverSm message, Map<String, String> fields) {
        if (message.getOptionalParameter(NETWORK_ERROR_CODE) instanceof OptionalParameter.OctetString parameter
                && parameter.getValue().length == 3) {
            byte[] value = parameter.getValue();
            return value[0] + "/" + ((value[1] & 0xff) << 8 | value[2] & 0xff);
        }
        String err = fields.get("err");
        // Only what looks like a code: whatever else stands there may quote the message.
        return err != null && err.matches("[0-9A-Za-z]{1,8}") ? err : null;
    }

    private @Nullable Instant date(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return switch (text.length()) {
                case 10 -> LocalDateTime.parse(text, MINUTES).atZone(zone).toInstant();
                case 12 -> LocalDateTime.parse(text, SECONDS).atZone(zone).toInstant();
                default -> null;
            };
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String body(DeliverSm message) {
        byte[] body = message.getShortMessage();
        if ((body == null || body.length == 0)
                && message.getOptionalParameter(MESSAGE_PAYLOAD) instanceof OptionalParameter.OctetString payload) {
            body = payload.getValue();
        }
        if (body == null) {
            return "";
        }
        return new String(body, message.getDataCoding() == UCS_2
                ? StandardCharsets.UTF_16BE
                : StandardCharsets.ISO_8859_1);
    }

    private static @Nullable String text(DeliverSm message, short tag) {
        if (message.getOptionalParameter(tag) instanceof OptionalParameter.OctetString parameter) {
            String value = new String(parameter.getValue(), StandardCharsets.ISO_8859_1);
            int end = value.indexOf('\0');
            String id = (end < 0 ? value : value.substring(0, end)).strip();
            return id.isEmpty() ? null : id;
        }
        return null;
    }
}
