package io.postroom.smsworker;

import io.postroom.content.sms.Gsm7;
import io.postroom.content.sms.SmsEncoding;
import io.postroom.content.sms.SmsSplitter;
import io.postroom.smsworker.SmppSettings.Concatenation;
import io.postroom.smsworker.SmppSettings.DefaultAlphabet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jsmpp.bean.OptionalParameter;

/**
 * Makes the parts of a text. A function of the notification alone, the reference that joins the parts included: a part
 * that is sent again, by whichever process, still belongs to the parts that were sent before.
 */
record TextParts(DefaultAlphabet alphabet, Concatenation concatenation) {
    private static final byte DEFAULT_CODING = 0;
    private static final byte UCS_2_CODING = 8;
    private static final short SAR_REFERENCE = 0x020c;
    private static final short SAR_TOTAL = 0x020e;
    private static final short SAR_NUMBER = 0x020f;
    private static final short MESSAGE_PAYLOAD = 0x0424;

    /** The parts of a text, in order. */
    List<TextPart> of(UUID notificationId, String text) {
        SmsEncoding encoding = encoding(text);
        if (SmsSplitter.units(text, encoding) <= encoding.unitsAlone()) {
            return List.of(new TextPart(encode(text, encoding), false, coding(encoding), List.of()));
        }
        if (concatenation == Concatenation.PAYLOAD) {
            return List.of(new TextPart(new byte[0], false, coding(encoding),
                    List.of(new OptionalParameter.OctetString(MESSAGE_PAYLOAD, encode(text, encoding)))));
        }
        int reference = reference(notificationId);
        List<String> texts = split(text, encoding);
        List<TextPart> parts = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            parts.add(part(encode(texts.get(i), encoding), coding(encoding), reference, texts.size(), i + 1));
        }
        return parts;
    }

    private TextPart part(byte[] body, byte coding, int reference, int total, int number) {
        return switch (concatenation) {
            // 3GPP TS 23.040, 9.2.3.24.1 and 9.2.3.24.8
            case UDH_8 -> new TextPart(
                    joined(new byte[]{5, 0, 3, (byte) reference, (byte) total, (byte) number}, body), true, coding,
                    List.of());
            case UDH_16 -> new TextPart(joined(new byte[]{6, 8, 4, (byte) (reference >> 8), (byte) reference,
                    (byte) total, (byte) number}, body), true, coding, List.of());
            case SAR -> new TextPart(body, false, coding,
                    List.of(new OptionalParameter.Short(SAR_REFERENCE, (short) reference),
                            new OptionalParameter.Byte(SAR_TOTAL, (byte) total),
                            new OptionalParameter.Byte(SAR_NUMBER, (byte) number)));
            case PAYLOAD -> throw new IllegalStateException("A payload has one part.");
        };
    }

    private List<String> split(String text, SmsEncoding encoding) {
        if (concatenation != Concatenation.UDH_16) {
            return SmsSplitter.split(text, encoding);
        }
        // The longer header leaves room for one unit less than the splitter counts with.
        List<String> parts = new ArrayList<>();
        int start = 0;
        int used = 0;
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            if (used + encoding.units(c) > encoding.unitsInPart() - 1) {
                parts.add(text.substring(start, i));
                start = i;
                used = 0;
            }
            used += encoding.units(c);
            i += Character.charCount(c);
        }
        parts.add(text.substring(start));
        return parts;
    }

    private SmsEncoding encoding(String text) {
        boolean byDefault = switch (alphabet) {
            case GSM_7 -> true;
            case LATIN_1 -> text.chars().allMatch(c -> c < 0x100);
        };
        return byDefault ? SmsEncoding.of(text) : SmsEncoding.UCS_2;
    }

    private byte[] encode(String text, SmsEncoding encoding) {
        return switch (encoding) {
            case GSM_7 -> alphabet == DefaultAlphabet.LATIN_1
                    ? text.getBytes(StandardCharsets.ISO_8859_1)
                    : Gsm7.encode(text);
            case UCS_2 -> text.getBytes(StandardCharsets.UTF_16BE);
        };
    }

    private static byte coding(SmsEncoding encoding) {
        return switch (encoding) {
            case GSM_7 -> DEFAULT_CODING;
            case UCS_2 -> UCS_2_CODING;
        };
    }

    private static int reference(UUID notificationId) {
        return Long.hashCode(notificationId.getLeastSignificantBits() ^ notificationId.getMostSignificantBits())
                & 0xffff;
    }

    private static byte[] joined(byte[] header, byte[] body) {
        return ByteBuffer.allocate(header.length + body.length).put(header).put(body).array();
    }
}
