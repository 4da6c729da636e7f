package io.postroom.content.template;

import io.postroom.content.Place;
import io.postroom.content.Problem;
import io.postroom.content.sms.SmsText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can go wrong when values are filled in. */
final class TemplateProblems {

    private TemplateProblems() {}

    static Problem missing(List<String> names, @Nullable Place place) {
        String listed = String.join(", ", names);
        return new Problem("missing-personalisation", "Missing personalisation: " + listed,
                "Personoli ar goll: " + listed, place);
    }

    static Problem tooLong(int charactersAboveLimit) {
        return Problem.of("message-too-long",
                "The message is too long: take out " + charactersAboveLimit + " of its characters (the limit is "
                        + SmsText.MAX_LENGTH + ")",
                "Mae’r neges yn rhy hir: tynnwch " + charactersAboveLimit + " o’i nodau (y terfyn yw "
                        + SmsText.MAX_LENGTH + ")");
    }

    static Problem empty() {
        return Problem.of("empty-message", "There is no content for this message: every part of it was left out",
                "Nid oes cynnwys i’r neges hon: gadawyd pob rhan ohoni allan");
    }
}
