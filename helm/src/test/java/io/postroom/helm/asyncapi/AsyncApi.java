package io.postroom.helm.asyncapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.postroom.helm.support.Yamls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** The AsyncAPI document, with its references followed. */
record AsyncApi(JsonNode root) {
    static final Path FOLDER = Path.of("../docs/reference/asyncapi");

    static AsyncApi read() {
        try {
            return new AsyncApi(Yamls.documents(Files.readString(FOLDER.resolve("asyncapi.yaml"))).getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A channel of the document.
     *
     * @param id its key
     * @param node all that is said about it
     */
    record Channel(String id, JsonNode node) {
        /** Every address that it stands for; what has no list of values is set to {@code example}. */
        List<String> addresses(String example) {
            List<String> addresses = List.of(node.path("address").asText());
            for (Map.Entry<String, JsonNode> parameter : node.path("parameters").properties()) {
                List<String> values = parameter.getValue().has("enum")
                        ? StreamSupport.stream(parameter.getValue().path("enum").spliterator(), false)
                                .map(JsonNode::asText).toList()
                        : List.of(example);
                addresses = addresses.stream()
                        .flatMap(one -> values.stream()
                                .map(value -> one.replace("{" + parameter.getKey() + "}", value)))
                        .toList();
            }
            return addresses;
        }
    }

    List<Channel> channels() {
        return root.path("channels").properties().stream().map(one -> new Channel(one.getKey(), one.getValue()))
                .toList();
    }

    /** The one message of a channel. */
    JsonNode message(Channel channel) {
        return follow(channel.node().path("messages").properties().iterator().next().getValue());
    }

    /** What a reference within the document stands for; what is no reference is itself. */
    JsonNode follow(JsonNode node) {
        String reference = node.path("$ref").asText();
        if (!reference.startsWith("#/")) {
            return node;
        }
        JsonNode found = root.at(reference.substring(1));
        if (found.isMissingNode()) {
            throw new AssertionError("Nothing is at " + reference + ".");
        }
        return follow(found);
    }

    /** The schema file of a message; null for bytes. */
    Path schemaFile(JsonNode message) {
        JsonNode reference = message.path("payload").path("schema").path("$ref");
        return reference.isMissingNode() ? null : Objects.requireNonNull(FOLDER.resolve(reference.asText()));
    }

    /** Header to what it says. */
    List<Map.Entry<String, JsonNode>> headers(JsonNode message) {
        return new ArrayList<>(follow(message.path("headers")).path("properties").properties());
    }
}
