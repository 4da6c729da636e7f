package io.postroom.rules.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.postroom.content.Checked;
import io.postroom.content.Place;
import io.postroom.content.Problem;
import io.postroom.schemas.v1.CaseEvent;

/**
 * Case events as friendly JSON: what people write by hand, what sample events and tests are written in, and what topics
 * with JSON may carry. Every part, and every problem with it, is described in the module's README.
 *
 * <p>Immutable; safe for use by any thread.
 */
public final class EventJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build();

    private EventJson() {}

    /** The event of a JSON text. */
    public static Checked<CaseEvent> parse(String json) {
        return readTree(json).then(EventJson::parse);
    }

    /** The event of a JSON object. */
    public static Checked<CaseEvent> parse(JsonNode json) {
        return new EventReader().read(json);
    }

    /** Any JSON text; a problem that does not quote it when it is none. */
    public static Checked<JsonNode> readTree(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            if (node != null && !node.isMissingNode()) {
                return Checked.valid(node);
            }
        } catch (JsonProcessingException e) {
            // Its message may quote the text; the place is enough.
            return Checked.invalid(notJson(e));
        }
        return Checked.invalid(Problem.of("json-malformed", "The text is empty", "Mae’r testun yn wag"));
    }

    /** The JSON of an event, such that {@link #parse(JsonNode)} gives the event back. */
    public static JsonNode write(CaseEvent event) {
        return EventWriter.write(MAPPER.createObjectNode(), event);
    }

    private static Problem notJson(JsonProcessingException e) {
        String english = "The text is not JSON";
        String welsh = "Nid yw’r testun yn JSON";
        return e.getLocation() == null
                ? Problem.of("json-malformed", english, welsh)
                : new Problem("json-malformed", english, welsh,
                        new Place(Math.max(1, e.getLocation().getLineNr()),
                                Math.max(1, e.getLocation().getColumnNr())));
    }
}
