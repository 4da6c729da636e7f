package io.postroom.content.template;

import io.postroom.content.Language;
import io.postroom.content.conformance.ConformanceTopic;
import io.postroom.content.conformance.Inputs;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

public final class PlaceholderConformance implements ConformanceTopic {

    @Override
    public Object answer(String op, JsonNode input) {
        String content = Inputs.text(input, "content");
        return switch (op) {
            case "placeholder_names" -> TemplatePreview.placeholders(content);
            case "template_placeholder_names" ->
                TemplatePreview.placeholders(Inputs.text(input, "subject") + "\n" + content);
            case "render" -> TemplatePreview.html(content, Inputs.values(input.get("values")), Language.EN);
            case "shows_conditional" -> {
                PersonalValue value = Inputs.values(input).find("value");
                yield Objects.requireNonNull(value).isYes();
            }
            default -> "unknown op";
        };
    }
}
