package io.postroom.local.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.postroom.content.Checked;
import io.postroom.content.Problem;
import io.postroom.rules.event.EventJson;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.CaseEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/**
 * A file of what is to be published: one JSON value, or a list of them.
 *
 * <p>A case event may be in its friendly form; every record of ours in Avro's JSON encoding; anything else goes to a
 * named topic as it is. Problems name the place and never the content, which may be about people.
 */
public final class EventFile {
    /**
     * How to read a file.
     *
     * @param schema the record's name; empty to find out
     * @param topic where to publish; empty for where the record belongs
     * @param headers for text that goes as it is
     */
    public record Reading(String schema, String topic, Map<String, String> headers) {
        /** Find everything out. */
        public static final Reading AUTOMATIC = new Reading("", "", Map.of());

        public Reading {
            headers = Map.copyOf(headers);
        }
    }

    private final Path file;
    private final Reading reading;
    private final Names.Topics topics;

    private EventFile(Path file, Reading reading, Names.Topics topics) {
        this.file = file;
        this.reading = reading;
        this.topics = topics;
    }

    /**
     * What a file holds.
     *
     * @throws IllegalArgumentException with a sentence for a person, when it cannot be read
     */
    public static List<Publication> read(Path file, Reading reading, Names.Topics topics) {
        return new EventFile(file, reading, topics).read();
    }

    /** The case events of a file in their friendly form. */
    public static List<CaseEvent> caseEvents(Path file) {
        return read(file, Reading.AUTOMATIC, Names.Topics.DEFAULT).stream()
                .map(publication -> publication instanceof Publication.OfRecord record
                        && record.value() instanceof CaseEvent event ? Optional.of(event) : Optional.<CaseEvent>empty())
                .flatMap(Optional::stream).toList();
    }

    private List<Publication> read() {
        if (!reading.schema().isEmpty() && PublishableSchema.named(reading.schema()).isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no schema '" + reading.schema() + "' to publish. Choose one of "
                            + String.join(", ", PublishableSchema.labels()) + ".");
        }
        JsonNode json = valid(EventJson.readTree(text()), "");
        List<Publication> found = new ArrayList<>();
        if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                found.add(one(json.get(i), ", item " + (i + 1)));
            }
        } else {
            found.add(one(json, ""));
        }
        return found;
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("The file " + file + " cannot be read. Does it exist, and is it UTF-8?",
                    e);
        }
    }

    private Publication one(JsonNode json, String place) {
        if (!reading.topic().isEmpty() && reading.schema().isEmpty()) {
            return new Publication.OfText(reading.topic(), UUID.randomUUID().toString(), json.toString(),
                    reading.headers());
        }
        SpecificRecord value = reading.schema().isEmpty() ? recognised(json, place) : asked(json, place);
        Publication placed = PublishableSchema.place(value, topics);
        return reading.topic().isEmpty() || !(placed instanceof Publication.OfRecord record)
                ? placed
                : new Publication.OfRecord(reading.topic(), record.key(), record.value());
    }

    private SpecificRecord asked(JsonNode json, String place) {
        PublishableSchema schema = PublishableSchema.named(reading.schema()).orElseThrow();
        if (schema == PublishableSchema.CASE_EVENT && EventJson.parse(json) instanceof Checked.Valid(CaseEvent event)) {
            return event;
        }
        return schema.read(json.toString()).orElseThrow(() -> new IllegalArgumentException(
                "The file " + file + place + " is not a " + schema.label()
                        + " in Avro's JSON encoding. Every field has "
                        + "to be there, and a value that may be null is wrapped: {\"string\": \"…\"}."));
    }

    private SpecificRecord recognised(JsonNode json, String place) {
        Checked<CaseEvent> friendly = EventJson.parse(json);
        if (friendly instanceof Checked.Valid(CaseEvent event)) {
            return event;
        }
        for (PublishableSchema schema : PublishableSchema.values()) {
            Optional<SpecificRecord> value = schema.read(json.toString());
            if (value.isPresent()) {
                return value.get();
            }
        }
        // Most people write case events, so their problems are the ones to show.
        return valid(friendly, place);
    }

    private <T> T valid(Checked<T> checked, String place) {
        if (!checked.isValid()) {
            throw new IllegalArgumentException("The file " + file + place + " cannot be published: "
                    + checked.problems().stream().map(Problem::english).collect(Collectors.joining("; "))
                    + ". It may hold a case event, or one of "
                    + String.join(", ", PublishableSchema.labels()) + " in Avro's JSON encoding.");
        }
        return checked.orElseThrow();
    }
}
