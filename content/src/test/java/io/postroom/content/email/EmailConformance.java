package io.postroom.content.email;

import io.postroom.content.Checked;
import io.postroom.content.conformance.ConformanceTopic;
import io.postroom.content.conformance.Inputs;
import io.postroom.content.recipient.EmailAddress;
import io.postroom.content.recipient.Safelist;
import java.util.Map;
import tools.jackson.databind.JsonNode;

public final class EmailConformance implements ConformanceTopic {

    @Override
    public Object answer(String op, JsonNode input) {
        return switch (op) {
            case "allowed_to_send_to" -> new Safelist(Inputs.texts(input.get("allowlist")))
                    .allows(EmailAddress.parse(Inputs.text(input, "recipient")).orElseThrow());
            case "validate" -> switch (EmailAddress.parse(Inputs.text(input, "email_address"))) {
                case Checked.Valid<EmailAddress>(EmailAddress address) ->
                    Map.of("valid", true, "value", address.reveal());
                case Checked.Invalid<EmailAddress>(var problems) ->
                    Map.of("valid", false, "message", problems.getFirst().english());
            };
            default -> "unknown op";
        };
    }
}
