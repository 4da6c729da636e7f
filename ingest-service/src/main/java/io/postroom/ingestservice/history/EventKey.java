package io.postroom.ingestservice.history;

/** What makes two records one event. Prints nothing of either part. */
record EventKey(String source, String id) {
    @Override
    public String toString() {
        return "EventKey[•••]";
    }
}
