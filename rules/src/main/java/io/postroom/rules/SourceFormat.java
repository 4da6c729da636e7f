package io.postroom.rules;

/** What the records of a source topic are. */
public enum SourceFormat {
    /** Postroom's own {@code CaseEvent}, in Avro, or in JSON as {@link io.postroom.rules.event.EventJson} reads it. */
    CASE_EVENT("case-event"),
    /** Any other Avro record, by a mapping. */
    AVRO("avro"),
    /** Any JSON object, by a mapping. */
    JSON("json"),
    /** CloudEvents 1.0 in binary or structured mode, with data in Avro or JSON, by a mapping. */
    CLOUD_EVENT("cloud-event");

    private final String wireName;

    SourceFormat(String wireName) {
        this.wireName = wireName;
    }

    /** The word that rule files use. */
    public String wireName() {
        return wireName;
    }
}
