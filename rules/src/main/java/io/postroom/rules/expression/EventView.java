package io.postroom.rules.expression;

import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Recipient;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What expressions see of an event. A field without a value is absent, so that {@code has(...)} tells. */
public final class EventView {
    private final Map<String, Object> event;

    private EventView(Map<String, Object> event) {
        this.event = event;
    }

    /** The view of an event, to be made once for all its rules. */
    public static EventView of(CaseEvent event) {
        Map<String, Object> data = new HashMap<>();
        event.getData().forEach((name, value) -> data.put(name, Values.toExpression(value)));
        Map<String, Object> view = new HashMap<>();
        view.put("id", event.getId());
        view.put("source", event.getSource());
        view.put("type", event.getType());
        view.put("time", event.getTime());
        view.put("caseReference", event.getCaseReference());
        view.put("recipients", event.getRecipients().stream().map(EventView::recipient).toList());
        view.put("data", data);
        return new EventView(view);
    }

    /** The names that a condition may use. */
    public Map<String, Object> forCondition() {
        return Map.of("event", event);
    }

    /** The names that a value for one recipient may use. */
    public Map<String, Object> forValue(Recipient recipient) {
        return Map.of("event", event, "recipient", recipient(recipient));
    }

    private static Map<String, Object> recipient(Recipient recipient) {
        Map<String, Object> view = new HashMap<>();
        view.put("role", recipient.getRole());
        putIfPresent(view, "reference", recipient.getReference());
        putIfPresent(view, "name", recipient.getName());
        putIfPresent(view, "mobile", recipient.getMobile());
        putIfPresent(view, "email", recipient.getEmail());
        view.put("addressLines", List.copyOf(recipient.getAddressLines()));
        view.put("language", word(recipient.getLanguage()));
        Channel preferred = recipient.getPreferredChannel();
        putIfPresent(view, "preferredChannel", preferred == null ? null : word(preferred));
        view.put("optOuts", recipient.getOptOuts().stream().map(EventView::word).toList());
        return view;
    }

    private static void putIfPresent(Map<String, Object> view, String name, @Nullable String value) {
        if (value != null) {
            view.put(name, value);
        }
    }

    private static String word(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }
}
