package io.postroom.rules.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.postroom.content.Checked;
import io.postroom.content.Problem;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one event and collects everything that is wrong with it. Used once. */
final class EventReader {
    private static final Set<String> EVENT_FIELDS = Set.of("id", "source", "type", "time", "caseReference",
            "recipients", "data");
    private static final Set<String> RECIPIENT_FIELDS = Set.of("role", "reference", "name", "mobile", "email",
            "addressLines", "language", "preferredChannel", "optOuts");

    private final List<Problem> problems = new ArrayList<>();

    Checked<CaseEvent> read(JsonNode json) {
        if (!json.isObject()) {
            return Checked.invalid(EventProblems.wrong("event", "a JSON object", "wrthrych JSON"));
        }
        refuseUnknown(json, EVENT_FIELDS, "");
        String id = required(json, "id", "");
        String source = required(json, "source", "");
        String type = required(json, "type", "");
        Instant time = time(json);
        String caseReference = required(json, "caseReference", "");
        List<Recipient> recipients = recipients(json.path("recipients"));
        Map<String, Value> data = data(json.path("data"));
        if (!problems.isEmpty() || id == null || source == null || type == null || time == null
                || caseReference == null) {
            return Checked.invalid(problems);
        }
        return Checked.valid(CaseEvent.newBuilder().setId(id).setSource(source).setType(type).setTime(time)
                .setCaseReference(caseReference).setRecipients(recipients).setData(data).build());
    }

    private @Nullable Instant time(JsonNode json) {
        String text = required(json, "time", "");
        if (text == null) {
            return null;
        }
        try {
            return Instant.ofEpochMilli(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException e) {
            problems.add(EventProblems.wrong("time", "a moment such as 2026-11-20T09:30:00Z",
                    "eiliad fel 2026-11-20T09:30:00Z"));
            return null;
        }
    }

    private List<Recipient> recipients(JsonNode json) {
        List<Recipient> recipients = new ArrayList<>();
        if (isAbsent(json)) {
            return recipients;
        }
        if (!json.isArray()) {
            problems.add(EventProblems.wrong("recipients", "a list", "rhestr"));
            return recipients;
        }
        for (int i = 0; i < json.size(); i++) {
            String path = "recipients[" + i + "]";
            if (json.get(i).isObject()) {
                recipient(json.get(i), path + ".", recipients);
            } else {
                problems.add(EventProblems.wrong(path, "a JSON object", "wrthrych JSON"));
            }
        }
        return recipients;
    }

    private void recipient(JsonNode json, String path, List<Recipient> recipients) {
        refuseUnknown(json, RECIPIENT_FIELDS, path);
        String role = required(json, "role", path);
        Recipient.Builder recipient = Recipient.newBuilder().setRole(role == null ? "" : role)
                .setReference(optional(json, "reference", path)).setName(optional(json, "name", path))
                .setMobile(optional(json, "mobile", path)).setEmail(optional(json, "email", path))
                .setAddressLines(texts(json, "addressLines", path));
        String language = optional(json, "language", path);
        if (language != null && word(Words.LANGUAGES, language,
                path + "language") instanceof io.postroom.schemas.v1.Language known) {
            recipient.setLanguage(known);
        }
        String preferred = optional(json, "preferredChannel", path);
        if (preferred != null) {
            recipient.setPreferredChannel(word(Words.CHANNELS, preferred, path + "preferredChannel"));
        }
        List<Channel> optOuts = new ArrayList<>();
        for (String optOut : texts(json, "optOuts", path)) {
            if (word(Words.CHANNELS, optOut, path + "optOuts") instanceof Channel channel) {
                optOuts.add(channel);
            }
        }
        recipients.add(recipient.setOptOuts(optOuts).build());
    }

    private Map<String, Value> data(JsonNode json) {
        Map<String, Value> data = new HashMap<>();
        if (isAbsent(json)) {
            return data;
        }
        if (!json.isObject()) {
            problems.add(EventProblems.wrong("data", "a JSON object", "wrthrych JSON"));
            return data;
        }
        json.properties().forEach(property -> {
            Value value = ValueJson.read(property.getValue());
            if (value != null) {
                data.put(property.getKey(), value);
            } else if (!property.getValue().isNull()) {
                problems.add(EventProblems.wrong("data." + EventProblems.nameFromOutside(property.getKey()),
                        ValueJson.ENGLISH, ValueJson.WELSH));
            }
        });
        return data;
    }

    private void refuseUnknown(JsonNode json, Set<String> known, String path) {
        json.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problems.add(EventProblems.unknown(path, name));
            }
        });
    }

    private @Nullable String required(JsonNode json, String name, String path) {
        String text = optional(json, name, path);
        if (text == null && isAbsent(json.path(name))) {
            problems.add(EventProblems.missing(path + name));
        } else if (text != null && text.isBlank()) {
            problems.add(EventProblems.wrong(path + name, "a text that is not empty", "destun nad yw’n wag"));
            return null;
        }
        return text;
    }

    private @Nullable String optional(JsonNode json, String name, String path) {
        JsonNode node = json.path(name);
        if (isAbsent(node)) {
            return null;
        }
        if (!node.isTextual()) {
            problems.add(EventProblems.wrong(path + name, "a text", "destun"));
            return null;
        }
        return node.textValue();
    }

    private List<String> texts(JsonNode json, String name, String path) {
        List<String> texts = new ArrayList<>();
        JsonNode node = json.path(name);
        if (isAbsent(node)) {
            return texts;
        }
        if (!node.isArray()) {
            problems.add(EventProblems.wrong(path + name, "a list of texts", "rhestr o destunau"));
            return texts;
        }
        for (JsonNode item : node) {
            if (item.isTextual()) {
                texts.add(item.textValue());
            } else {
                problems.add(EventProblems.wrong(path + name, "a list of texts", "rhestr o destunau"));
            }
        }
        return texts;
    }

    private <T> @Nullable T word(Map<String, T> words, String word, String path) {
        T value = words.get(word);
        if (value == null) {
            problems.add(EventProblems.wrong(path, "one of " + Words.list(words), "un o " + Words.list(words)));
        }
        return value;
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
