package io.postroom.rules;

import io.postroom.rules.event.EventJson;
import io.postroom.schemas.v1.CaseEvent;
import java.time.Instant;

/** Events for tests. */
public final class Events {
    public static final Instant TIME = Instant.parse("2026-11-20T09:30:00Z");

    private Events() {}

    /** An event of a type with these recipients and this data, as JSON. */
    public static CaseEvent event(String type, String recipients, String data) {
        return EventJson.parse("""
            {"id": "e-1", "source": "urn:example:back-office", "type": "%s", "time": "2026-11-20T09:30:00Z",
             "caseReference": "CASE-1", "recipients": [%s], "data": {%s}}""".formatted(type, recipients, data))
                .orElseThrow();
    }
}
