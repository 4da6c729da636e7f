package io.postroom.content.recipient;

import io.postroom.content.Checked;
import io.postroom.content.Problem;
import io.postroom.content.conformance.ConformanceTopic;
import io.postroom.content.conformance.Inputs;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

public final class PhoneNumberConformance implements ConformanceTopic {

    @Override
    public Object answer(String op, JsonNode input) {
        String number = Inputs.text(input, "number");
        return switch (op) {
            case "allowed_to_send_to" -> new Safelist(Inputs.texts(input.get("allowlist")))
                    .allows(any(Inputs.text(input, "recipient")));
            case "format_for_people" -> any(number).revealForPeople();
            case "is_uk" -> any(number).isUk();
            case "normalise" -> any(number).reveal();
            case "parse" -> facts(Inputs.flag(input, "is_service_contact_number")
                    ? PhoneNumber.parseServiceContact(number)
                    : PhoneNumber.any(number, false));
            case "validate" -> facts(PhoneNumber.parse(number,
                    new PhoneNumberOptions(Inputs.flag(input, "allow_international_number"),
                            Inputs.flag(input, "allow_uk_landline"))));
            default -> "unknown op";
        };
    }

    private static PhoneNumber any(String text) {
        return PhoneNumber.any(text, false).orElseThrow();
    }

    private static Map<String, Object> facts(Checked<PhoneNumber> checked) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("valid", checked.isValid());
        for (Problem problem : checked.problems()) {
            facts.put("error", problem.code().replace('-', '_'));
            facts.put("message", problem.english());
        }
        return facts;
    }
}
