package io.postroom.helm.asyncapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;

/** The document as a page in Markdown. */
final class AsyncApiPage {
    private AsyncApiPage() {}

    static String of(AsyncApi api) {
        StringBuilder page = new StringBuilder(
                "# Topics, as AsyncAPI has them\n\nMade from [asyncapi.yaml](asyncapi.yaml)"
                        + " by `AsyncApiTest` in the module `helm`; change that file.\n\n");
        page.append(api.root().path("info").path("description").asText().strip()).append('\n');
        for (AsyncApi.Channel channel : api.channels()) {
            channel(page, api, channel);
        }
        page.append("\n## Headers\n");
        for (Map.Entry<String, JsonNode> set : api.root().path("components").path("schemas").properties()) {
            page.append("\n### ").append(set.getKey()).append("\n\n| header | what |\n| --- | --- |\n");
            set.getValue().path("properties").properties().forEach(header -> page.append("| `").append(header.getKey())
                    .append("` | ").append(header.getValue().path("description").asText()).append(" |\n"));
        }
        return page.toString();
    }

    private static void channel(StringBuilder page, AsyncApi api, AsyncApi.Channel channel) {
        JsonNode node = channel.node();
        JsonNode message = api.message(channel);
        page.append("\n## ").append(node.path("title").asText()).append("\n\n`").append(node.path("address").asText())
                .append("`\n\n").append(node.path("description").asText()).append("\n\n| | |\n| --- | --- |\n");
        node.path("parameters").properties().forEach(parameter -> row(page, "`{" + parameter.getKey() + "}`",
                parameter.getValue().path("description").asText() + values(parameter.getValue())));
        row(page, "key", message.path("bindings").path("kafka").path("key").path("description").asText());
        Path schema = api.schemaFile(message);
        row(page, "value", message.path("title").asText() + (schema == null
                ? ""
                : ", `" + message.path("name").asText() + "` ([schema]("
                        + message.path("payload").path("schema").path("$ref").asText() + "))"));
        String headers = message.path("headers").path("$ref").asText();
        if (!headers.isEmpty()) {
            String name = headers.substring(headers.lastIndexOf('/') + 1);
            row(page, "headers", "[" + name + "](#" + name.toLowerCase(java.util.Locale.ROOT) + ")");
        }
        JsonNode configuration = node.path("bindings").path("kafka").path("topicConfiguration");
        configuration.properties().forEach(entry -> row(page, entry.getKey(),
                entry.getValue().isArray() ? entry.getValue().path(0).asText() : entry.getValue().asText()));
        api.root().path("operations").properties().stream()
                .filter(operation -> operation.getValue().path("channel").path("$ref").asText()
                        .equals("#/channels/" + channel.id()))
                .forEach(operation -> row(page,
                        operation.getValue().path("action").asText().equals("send") ? "written" : "read",
                        operation.getValue().path("summary").asText()));
    }

    private static String values(JsonNode parameter) {
        StringBuilder values = new StringBuilder();
        parameter.path("enum").forEach(value -> values.append(" `").append(value.asText()).append('`'));
        return values.toString();
    }

    private static void row(StringBuilder page, String what, String value) {
        page.append("| ").append(what).append(" | ").append(value).append(" |\n");
    }
}
