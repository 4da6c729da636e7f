package io.postroom.rules.decision;

import io.postroom.content.Language;
import io.postroom.content.letter.LetterText;
import io.postroom.content.template.Message;
import io.postroom.content.template.Message.LetterMessage;

/** A letter in both languages: all of it in Welsh, then on a new page all of it in English. */
final class BilingualLetter {
    private BilingualLetter() {}

    static Wording.Outcome join(Wording.Outcome.Written welsh, Wording.Outcome.Written english) {
        return new Wording.Outcome.Written(join(letter(welsh.message()), letter(english.message())),
                welsh.hash() + "+" + english.hash(), welsh.postage());
    }

    private static Message join(LetterMessage welsh, LetterMessage english) {
        return new LetterMessage(welsh.subject(), welsh.markdown(), welsh.reference(), welsh.contactLines(),
                new LetterText(Language.EN, english.subject(), english.markdown()));
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
