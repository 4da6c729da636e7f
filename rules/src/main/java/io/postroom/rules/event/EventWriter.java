package io.postroom.rules.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Recipient;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes events as {@link EventReader} reads them. */
final class EventWriter {

    private EventWriter() {}

    static JsonNode write(ObjectNode json, CaseEvent event) {
        json.put("id", event.getId()).put("source", event.getSource()).put("type", event.getType())
                .put("time", event.getTime().toString()).put("caseReference", event.getCaseReference());
        ArrayNode recipients = json.putArray("recipients");
        event.getRecipients().forEach(recipient -> write(recipients.addObject(), recipient));
        ObjectNode data = json.putObject("data");
        new TreeMap<>(event.getData()).forEach((name, value) -> data.set(name, ValueJson.write(value)));
        return json;
    }

    private static void write(ObjectNode json, Recipient recipient) {
        json.put("role", recipient.getRole());
        put(json, "reference", recipient.getReference());
        put(json, "name", recipient.getName());
        put(json, "mobile", recipient.getMobile());
        put(json, "email", recipient.getEmail());
        if (!recipient.getAddressLines().isEmpty()) {
            recipient.getAddressLines().forEach(json.putArray("addressLines")::add);
        }
        if (Words.LANGUAGES.containsKey(word(recipient.getLanguage()))) {
            json.put("language", word(recipient.getLanguage()));
        }
        Channel preferred = recipient.getPreferredChannel();
        put(json, "preferredChannel", preferred == null ? null : word(preferred));
        if (!recipient.getOptOuts().isEmpty()) {
            ArrayNode optOuts = json.putArray("optOuts");
            recipient.getOptOuts().forEach(channel -> optOuts.add(word(channel)));
        }
    }

    private static void put(ObjectNode json, String name, @Nullable String text) {
        if (text != null) {
            json.put(name, text);
        }
    }

    private static String word(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }
}
