package io.postroom.content.sheet;

import io.postroom.content.letter.Block;
import io.postroom.content.markdown.MessageMarkdown;
import io.postroom.content.template.Message;
import java.nio.charset.StandardCharsets;

/** Finds lines of a letter that ask for a QR code: the template's {@code QR:} and what follows. */
final class QrCodes {

    private static final String SIGN = "QR:";

    private QrCodes() {}

    static boolean tooLong(Message message) {
        return message instanceof Message.LetterMessage letter && letter.markdown().contains(SIGN)
                && letter.markdown().lines().anyMatch(QrCodes::isTooLong);
    }

    private static boolean isTooLong(String line) {
        String text = line.strip();
        return text.startsWith(SIGN) && MessageMarkdown.line(text.substring(SIGN.length()))
                .getBytes(StandardCharsets.UTF_8).length > Block.QrCode.MAX_BYTES;
    }
}
