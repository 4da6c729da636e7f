package io.postroom.ingestservice.deadletters;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Dead letters as an operator reads them. */
final class LetterText {
    private LetterText() {}

    /** A line for each, and then how many there are for each topic and reason. */
    static String list(List<DeadLetter> letters) {
        StringBuilder text = new StringBuilder();
        letters.forEach(letter -> text.append("%s  %s  %s  %s%n".formatted(letter.at(), letter.id(), letter.reason(),
                letter.detail())));
        Map<String, Long> counts = letters.stream().collect(Collectors
                .groupingBy(letter -> letter.origin().topic() + "  " + letter.reason(), TreeMap::new,
                        Collectors.counting()));
        counts.forEach((what, count) -> text.append("%6d  %s%n".formatted(count, what)));
        return text.append("%d dead letters wait for somebody.".formatted(letters.size())).toString();
    }

    /** Everything about one; key and value, which may hold personal data, only if they shall be revealed. */
    static String show(ConsumerRecord<byte[], byte[]> record, boolean reveal) {
        DeadLetter letter = DeadLetter.of(record);
        return """
            letter   %s
            stood at %s
            reason   %s
            why      %s
            since    %s
            key      %s
            value    %s""".formatted(letter.id(), letter.origin(), letter.reason(), letter.detail(), letter.at(),
                content(record.key(), reveal), content(record.value(), reveal));
    }

    private static String content(byte @Nullable [] bytes, boolean reveal) {
        if (bytes == null) {
            return "none";
        }
        if (!reveal) {
            return "%d bytes; --reveal shows them, and with them personal data".formatted(bytes.length);
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.chars().noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c))) {
                return text;
            }
        } catch (CharacterCodingException binary) {
            // Shown as bytes, then.
        }
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }
}
