package io.postroom.local.outside.sms;

import com.cloudhopper.commons.charset.CharsetUtil;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.jspecify.annotations.Nullable;

/**
 * One {@code submit_sm} as a phone reads it: which part of which text, and the characters.
 *
 * @param from the source address
 * @param to the destination address
 * @param text this part's characters
 * @param encoding {@code gsm7}, {@code ucs2} or {@code latin1}
 * @param place where it belongs; null for a text of one part
 */
record SubmittedPart(String from, String to, String text, String encoding, @Nullable Place place) {
    /** Which part of which text: GSM 03.40 §9.2.3.24.1, or the {@code sar_*} parameters of SMPP 3.4. */
    record Place(int reference, int total, int sequence) {}

    private record Body(byte[] content, @Nullable Place place) {}

    static SubmittedPart of(SubmitSm submit) {
        Body body = body(submit);
        // Data coding 0 is the SMSC's own default; this one's is GSM 03.38, one character an octet.
        return switch (submit.getDataCoding() & 0x0F) {
            case 0x08 -> part(submit, body, new String(body.content, StandardCharsets.UTF_16BE), "ucs2");
            case 0x03 -> part(submit, body, new String(body.content, StandardCharsets.ISO_8859_1), "latin1");
            case 0x00, 0x01 -> part(submit, body, CharsetUtil.decode(body.content, CharsetUtil.CHARSET_GSM), "gsm7");
            default -> part(submit, body, HexFormat.of().formatHex(body.content), "binary");
        };
    }

    private static SubmittedPart part(SubmitSm submit, Body body, String text, String encoding) {
        return new SubmittedPart(submit.getSourceAddr(), submit.getDestAddress(), text, encoding, body.place);
    }

    private static Body body(SubmitSm submit) {
        byte[] octets = submit.getShortMessage();
        var payload = submit.getOptionalParameter(OptionalParameter.Message_payload.class);
        if (payload != null && (octets == null || octets.length == 0)) {
            octets = payload.getValue();
        }
        if (octets == null) {
            octets = new byte[0];
        }
        if ((submit.getEsmClass() & 0x40) != 0 && octets.length > 0) {
            int end = Math.min(octets.length, 1 + (octets[0] & 0xFF));
            return new Body(Arrays.copyOfRange(octets, end, octets.length), header(octets, end));
        }
        return new Body(octets, segments(submit));
    }

    private static @Nullable Place header(byte[] octets, int end) {
        int at = 1;
        while (at + 1 < end) {
            int element = octets[at] & 0xFF;
            int length = octets[at + 1] & 0xFF;
            if (element == 0x00 && length == 3 && at + 4 < end) {
                return new Place(octets[at + 2] & 0xFF, octets[at + 3] & 0xFF, octets[at + 4] & 0xFF);
            }
            if (element == 0x08 && length == 4 && at + 5 < end) {
                return new Place((octets[at + 2] & 0xFF) << 8 | octets[at + 3] & 0xFF, octets[at + 4] & 0xFF,
                        octets[at + 5] & 0xFF);
            }
            at += 2 + length;
        }
        return null;
    }

    private static @Nullable Place segments(SubmitSm submit) {
        var reference = submit.getOptionalParameter(OptionalParameter.Sar_msg_ref_num.class);
        var total = submit.getOptionalParameter(OptionalParameter.Sar_total_segments.class);
        var sequence = submit.getOptionalParameter(OptionalParameter.Sar_segment_seqnum.class);
        if (reference == null || total == null || sequence == null) {
            return null;
        }
        return new Place(reference.getValue() & 0xFFFF, total.getValue() & 0xFF, sequence.getValue() & 0xFF);
    }
}
