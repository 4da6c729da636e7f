package io.postroom.content.conformance;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/** Answers the conformance cases of one topic with this project's own public behaviour. */
public interface ConformanceTopic {

    /** The answer to a case: a string, number, boolean, list, set (order does not matter), map of facts, or null. */
    @Nullable
    Object answer(String op, JsonNode input);
}
