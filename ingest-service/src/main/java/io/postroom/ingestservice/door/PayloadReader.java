package io.postroom.ingestservice.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postroom.ingestservice.wire.AvroDecoder;
import io.postroom.ingestservice.wire.Decoded;
import io.postroom.ingestservice.wire.UnreadableReason;
import io.postroom.schemas.Names;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;

/**
 * Tells Confluent's wire format, JSON, and both modes of CloudEvents' Kafka binding 1.0 apart, by the bytes and headers
 * alone.
 *
 * <p>Blocks while the registry cannot answer. Safe for use by any thread.
 */
final class PayloadReader {
    private static final String STRUCTURED = "application/cloudevents";
    private static final String STRUCTURED_JSON = "application/cloudevents+json";
    private static final String ATTRIBUTE_PREFIX = "ce_";

    private final ObjectMapper json = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();
    private final AvroDecoder avro;

    PayloadReader(AvroDecoder avro) {
        this.avro = avro;
    }

    Payload read(Arrival arrival) {
        byte[] value = arrival.value();
        if (value == null || value.length == 0) {
            return new Payload.Nothing();
        }
        Map<String, String> attributes = attributes(arrival.headers());
        if (AvroDecoder.begins(value)) {
            return switch (avro.decode(value)) {
                case Decoded.Ours(SpecificRecord own) -> new Payload.Avro(own, attributes);
                case Decoded.Foreign(GenericRecord foreign) -> new Payload.Avro(foreign, attributes);
                case Decoded.Unreadable(UnreadableReason reason, String detail) ->
                    new Payload.Unreadable(reason, detail);
            };
        }
        return json(value, contentType(arrival.headers()), attributes);
    }

    private Payload json(byte[] value, String contentType, Map<String, String> attributes) {
        if (contentType.startsWith(STRUCTURED) && !contentType.startsWith(STRUCTURED_JSON)) {
            return new Payload.Unreadable(UnreadableReason.UNSUPPORTED,
                    "Of CloudEvents' formats only JSON is read, one event a record.");
        }
        JsonNode node;
        try {
            node = json.readTree(value);
        } catch (IOException e) {
            // Jackson's message quotes the input.
            return new Payload.Unreadable(UnreadableReason.MALFORMED,
                    "The bytes are neither in Confluent's wire format nor JSON"
                            + (e instanceof JsonProcessingException json ? place(json) : "") + ".");
        }
        if (!(node instanceof ObjectNode object)) {
            return new Payload.Unreadable(UnreadableReason.MALFORMED, "The JSON is not an object.");
        }
        boolean structured = contentType.startsWith(STRUCTURED_JSON) || isCloudEvent(object);
        return structured ? structured(object) : new Payload.Json(object, attributes);
    }

    private static Payload structured(ObjectNode event) {
        if (!isCloudEvent(event)) {
            return new Payload.Unreadable(UnreadableReason.MALFORMED,
                    "A CloudEvent needs specversion, id, source and type.");
        }
        if (event.hasNonNull("data_base64")) {
            return new Payload.Unreadable(UnreadableReason.UNSUPPORTED, "A CloudEvent's data must be JSON.");
        }
        Map<String, String> attributes = new HashMap<>();
        event.properties().forEach(property -> {
            if (property.getValue().isValueNode() && !property.getValue().isNull()) {
                attributes.put(ATTRIBUTE_PREFIX + property.getKey(), property.getValue().asText());
            }
        });
        return event.get("data") instanceof ObjectNode data
                ? new Payload.Json(data, Map.copyOf(attributes))
                : new Payload.Unreadable(UnreadableReason.MALFORMED, "The CloudEvent's data is not a JSON object.");
    }

    private static boolean isCloudEvent(ObjectNode object) {
        return object.path("specversion").isTextual() && object.path("id").isTextual()
                && object.path("source").isTextual() && object.path("type").isTextual();
    }

    private static Map<String, String> attributes(Map<String, String> headers) {
        if (headers.isEmpty()) {
            return headers;
        }
        return headers.entrySet().stream().filter(header -> header.getKey().startsWith(ATTRIBUTE_PREFIX))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String contentType(Map<String, String> headers) {
        return headers.getOrDefault(Names.Headers.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ")";
    }
}
