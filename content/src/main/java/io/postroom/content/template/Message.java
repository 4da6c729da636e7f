package io.postroom.content.template;

import io.postroom.content.letter.LetterText;
import io.postroom.content.sms.SmsCount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message with every value filled in and made safe. Prints as {@code •••}. */
public sealed interface Message {

    /**
     * A text.
     *
     * @param text as it is sent
     * @param count what it costs
     */
    record SmsMessage(String text, SmsCount count) implements Message {
        @Override
        public String toString() {
            return "SmsMessage[•••]";
        }
    }

    /**
     * An e-mail, to be laid out.
     *
     * @param subject one line of plain text, final
     * @param markdown the body; values in it are escaped
     */
    record EmailMessage(String subject, String markdown) implements Message {
        @Override
        public String toString() {
            return "EmailMessage[•••]";
        }
    }

    /**
     * A letter, to be laid out.
     *
     * @param subject one line of plain text, final
     * @param markdown the body; values in it are escaped
     * @param reference what the recipient should quote, if the template has one
     * @param contactLines the sender's name and address, one line each; may be empty
     * @param second the same in a second language, printed after it; null for a letter in one
     */
    record LetterMessage(String subject, String markdown, @Nullable String reference, List<String> contactLines,
            @Nullable LetterText second) implements Message {
        public LetterMessage {
            contactLines = List.copyOf(contactLines);
        }

        /** A letter in one language. */
        public LetterMessage(String subject, String markdown, @Nullable String reference, List<String> contactLines) {
            this(subject, markdown, reference, contactLines, null);
        }

        @Override
        public String toString() {
            return "LetterMessage[•••]";
        }
    }
}
