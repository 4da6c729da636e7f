package io.postroom.content.sheet;

import io.postroom.content.Language;
import io.postroom.content.letter.LetterDocuments;
import io.postroom.content.letter.LetterText;
import io.postroom.content.template.Message;
import java.util.regex.Pattern;

/** Finds letters with a QR code that would hold too much. */
final class QrCodes {

    /** Few letters have a code, and only these are worth reading as a letter for it. */
    private static final Pattern SIGN = Pattern.compile("QR", Pattern.CASE_INSENSITIVE);

    private QrCodes() {}

    static boolean tooLong(Message message, Language language) {
        return message instanceof Message.LetterMessage letter && SIGN.matcher(letter.markdown()).find()
                && LetterDocuments
                        .qrCodeIsTooLong(new LetterText(language, letter.subject(), letter.markdown()));
    }
}
