package io.postroom.ingestservice.wire;

/** Why a record ends as a dead letter. A closed list: tools count and filter by it. */
public enum UnreadableReason {
    /** The bytes are not what their format asks for. */
    MALFORMED,
    /** The registry has no schema of the record's id. */
    UNKNOWN_SCHEMA,
    /** The record is well-formed, but of a kind that the topic does not take. */
    UNSUPPORTED,
    /** What every event needs is missing from it or cannot be used. */
    INCOMPLETE,
    /** Larger than an event may be. */
    TOO_LARGE;

    /** The word that travels in headers. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
