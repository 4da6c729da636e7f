package io.postroom.content.recipient;

import io.postroom.content.conformance.ConformanceTopic;
import io.postroom.content.conformance.Inputs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

public final class PostalAddressConformance implements ConformanceTopic {

    @Override
    public @Nullable Object answer(String op, JsonNode input) {
        if (op.equals("format_postcode_for_printing")) {
            return Postcode.formatted(Inputs.text(input, "postcode"));
        }
        if (op.equals("is_a_real_uk_postcode")) {
            return Postcode.parse(Inputs.text(input, "postcode")) != null;
        }
        PostalAddressOptions options = new PostalAddressOptions(Inputs.flag(input, "allow_international_letters"));
        AddressReading reading = AddressReading.of(text(input));
        return switch (op) {
            case "as_single_line" -> String.join(", ", reading.printed());
            case "bfpo_address_lines" -> reading.body();
            case "bfpo_number" -> reading.bfpoNumber();
            case "country" -> reading.country().name();
            case "has_alphanumeric_character_in_address_lines_1_and_2" -> reading.startsWithNameAndStreet();
            case "has_enough_lines" -> reading.hasEnoughLines();
            case "has_invalid_characters" -> reading.hasInvalidCharacters();
            case "has_no_fixed_abode_address" -> reading.hasNoFixedAbode();
            case "has_too_many_lines" -> reading.hasTooManyLines();
            case "has_valid_last_line" -> reading.hasValidLastLine(options);
            case "international" -> reading.isForeign();
            case "is_bfpo_address" -> reading.isBfpo();
            case "normalised" -> String.join("\n", reading.printed());
            case "normalised_lines" -> reading.printed();
            case "postage" -> reading.country().zone().wireName();
            case "postcode" -> reading.postcode();
            case "valid" -> PostalAddress.parse(text(input), options).isValid();
            default -> "unknown op";
        };
    }

    private static String text(JsonNode input) {
        if (!input.has("personalisation")) {
            return Inputs.text(input, "address");
        }
        JsonNode values = input.get("personalisation");
        Map<String, @Nullable String> lines = new LinkedHashMap<>();
        for (String name : values.propertyNames()) {
            JsonNode value = Objects.requireNonNull(values.get(name));
            lines.put(name, value.isNull() ? null : value.asString());
        }
        return String.join("\n", PostalAddress.linesFrom(lines));
    }
}
