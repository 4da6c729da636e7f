package io.postroom.content.sms;

import io.postroom.content.conformance.ConformanceTopic;
import io.postroom.content.conformance.Inputs;
import io.postroom.content.template.TemplatePreview;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

public final class SmsConformance implements ConformanceTopic {

    @Override
    public Object answer(String op, JsonNode input) {
        return switch (op) {
            case "sanitise_sms" -> SmsCharacters.WELSH.apply(Inputs.text(input, "text"));
            case "characters_replaced_with_question_mark" -> unwritable(Inputs.text(input, "text"));
            case "character_count" -> preview(input).count().characters();
            case "fragment_count" -> preview(input).count().parts();
            case "non_gsm_characters" -> new LinkedHashSet<>(preview(input).count().costlyCharacters());
            case "characters_above_limit" -> preview(input).charactersAboveLimit();
            case "is_message_empty" -> preview(input).isEmpty();
            case "is_message_too_long" -> preview(input).isTooLong();
            case "render" -> preview(input).text();
            default -> "unknown op";
        };
    }

    private static SmsText preview(JsonNode input) {
        String prefix = input.has("prefix") && !input.get("prefix").isNull() ? input.get("prefix").asString() : null;
        return TemplatePreview.sms(Inputs.text(input, "content"), Inputs.values(input.get("values")), prefix,
                SmsCharacters.WELSH);
    }

    private static Set<String> unwritable(String text) {
        return text.codePoints().filter(c -> !SmsCharacters.WELSH.canWrite(c)).mapToObj(Character::toString)
                .collect(Collectors.toSet());
    }
}
