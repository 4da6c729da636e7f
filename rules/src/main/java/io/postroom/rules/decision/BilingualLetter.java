package io.postroom.rules.decision;

import io.postroom.content.markdown.MarkdownEscape;
import io.postroom.content.template.Message;
import io.postroom.content.template.Message.LetterMessage;

/** A letter in both languages: all of it in Welsh, then on a new page all of it in English. */
final class BilingualLetter {
    private static final String NEW_PAGE = "\n\n***\n\n";

    private BilingualLetter() {}

    static Wording.Outcome join(Wording.Outcome.Written welsh, Wording.Outcome.Written english) {
        return new Wording.Outcome.Written(join(letter(welsh.message()), letter(english.message())),
                welsh.hash() + "+" + english.hash(), welsh.postage());
    }

    private static Message join(LetterMessage welsh, LetterMessage english) {
        String markdown = welsh.markdown() + NEW_PAGE + "# " + MarkdownEscape.escape(english.subject()) + "\n\n"
                + english.markdown();
        return new LetterMessage(welsh.subject(), markdown, welsh.reference(), welsh.contactLines());
    }

    /** Loading refuses rules that write other messages in both languages. */
    private static LetterMessage letter(Message message) {
        return switch (message) {
            case LetterMessage letter -> letter;
            case Message.SmsMessage ignored -> throw new IllegalStateException("A text is in one language.");
            case Message.EmailMessage ignored -> throw new IllegalStateException("An e-mail is in one language.");
        };
    }
}
