package io.postroom.ingestservice.door;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postroom.content.Checked;
import io.postroom.content.Problem;
import io.postroom.ingestservice.wire.UnreadableReason;
import io.postroom.rules.RuleBook;
import io.postroom.rules.SourceBinding;
import io.postroom.rules.event.EventJson;
import io.postroom.rules.mapping.ForeignValues;
import io.postroom.rules.mapping.SourceMapping;
import io.postroom.rules.mapping.SourceRecord;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.SendRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes one event of a record, whatever system wrote it: Postroom's own records as they are, anything else by the mapping
 * of its source.
 *
 * <p>Blocks while the registry cannot answer. Safe for use by any thread.
 */
final class EventReader {
    /** Where our JSON names what CloudEvents carries as an attribute. */
    private static final Map<String, String> FIELDS = Map.of(Names.Headers.CE_ID, "id", Names.Headers.CE_SOURCE,
            "source", Names.Headers.CE_TYPE, "type", Names.Headers.CE_TIME, "time");

    private final PayloadReader payloads;
    private final RuleBook rules;
    private final String sendTopic;

    EventReader(PayloadReader payloads, RuleBook rules, String sendTopic) {
        this.payloads = payloads;
        this.rules = rules;
        this.sendTopic = sendTopic;
    }

    Reading read(Arrival arrival) {
        Payload payload = payloads.read(arrival);
        return switch (payload) {
            case Payload.Nothing() -> new Reading.Nothing();
            case Payload.Unreadable(UnreadableReason reason, String detail) -> new Reading.Unreadable(reason, detail);
            case Payload.Avro avro -> arrival.topic().equals(sendTopic) ? send(avro) : event(arrival, avro);
            case Payload.Json json -> arrival.topic().equals(sendTopic)
                    ? unsupported("Send requests are read in Avro only.")
                    : event(arrival, json);
        };
    }

    private static Reading send(Payload.Avro payload) {
        return payload.record() instanceof SendRequest request
                ? new Reading.Send(request)
                : unsupported("The record is a " + payload.record().getSchema().getFullName()
                        + "; this topic takes send requests.");
    }

    private Reading event(Arrival arrival, Payload.Avro payload) {
        Optional<SourceMapping> mapping = mapping(arrival.topic());
        if (mapping.isPresent()) {
            return map(mapping.get(), arrival, ForeignValues.ofAvro(payload.record()), payload.attributes());
        }
        return payload.record() instanceof CaseEvent event
                ? complete(event)
                : unsupported("The record is a " + payload.record().getSchema().getFullName()
                        + "; this topic takes case events. A rule set can map other records.");
    }

    private Reading event(Arrival arrival, Payload.Json payload) {
        Optional<SourceMapping> mapping = mapping(arrival.topic());
        if (mapping.isPresent()) {
            return map(mapping.get(), arrival, ForeignValues.ofJson(payload.object()), payload.attributes());
        }
        return checked(EventJson.parse(withAttributes(payload)));
    }

    private static ObjectNode withAttributes(Payload.Json payload) {
        ObjectNode event = payload.object().deepCopy();
        FIELDS.forEach((attribute, field) -> {
            String value = payload.attributes().get(attribute);
            if (value != null) {
                event.put(field, value);
            }
        });
        String subject = payload.attributes().get(Names.Headers.CE_SUBJECT);
        if (subject != null && !event.hasNonNull("caseReference")) {
            event.put("caseReference", subject);
        }
        return event;
    }

    private Reading map(SourceMapping mapping, Arrival arrival, Map<String, Object> value,
            Map<String, String> attributes) {
        Map<String, String> headers = new HashMap<>(arrival.headers());
        headers.putAll(attributes);
        return checked(mapping.map(new SourceRecord(arrival.topic(), arrival.partition(), arrival.offset(),
                arrival.timestamp(), headers, value)));
    }

    private Optional<SourceMapping> mapping(String topic) {
        return rules.sourceOf(topic).map(SourceBinding::mapping);
    }

    private static Reading checked(Checked<CaseEvent> checked) {
        return switch (checked) {
            case Checked.Valid<CaseEvent>(CaseEvent event) -> complete(event);
            case Checked.Invalid<CaseEvent>(List<Problem> problems) ->
                new Reading.Unreadable(UnreadableReason.INCOMPLETE,
                        problems.stream().map(Problem::english).collect(Collectors.joining(". ", "", ".")));
        };
    }

    /** Without these nothing could be remembered or kept in order. */
    private static Reading complete(CaseEvent event) {
        return event.getId().isBlank() || event.getSource().isBlank() || event.getType().isBlank()
                || event.getCaseReference().isBlank()
                        ? new Reading.Unreadable(UnreadableReason.INCOMPLETE,
                                "An event needs an id, a source, a type and a case reference.")
                        : new Reading.Event(event);
    }

    private static Reading unsupported(String detail) {
        return new Reading.Unreadable(UnreadableReason.UNSUPPORTED, detail);
    }
}
