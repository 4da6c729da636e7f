package io.postroom.systemtests.containers;

import com.fasterxml.jackson.databind.JsonNode;
import io.postroom.helm.support.Manifests;
import io.postroom.helm.support.Manifests.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** What Strimzi's operator does with the users of the rendered chart: their rights on a broker that allows nobody anything else. */
final class UserRights {
    /** Of a broker that asks; whoever comes without a name is the platform itself. */
    static final Map<String, String> BROKER = Map.of("authorizer.class.name",
            "org.apache.kafka.metadata.authorizer.StandardAuthorizer", "allow.everyone.if.no.acl.found", "false",
            "super.users", "User:ANONYMOUS");

    private UserRights() {}

    /** Gives a principal the rights of the user of a component. */
    static void grant(String bootstrapServers, Manifests manifests, String component, String principal) {
        List<AclBinding> bindings = new ArrayList<>();
        manifests.one(new Kind("KafkaUser"), "rel-postroom-" + component).path("spec").path("authorization")
                .path("acls").forEach(acl -> acl.path("operations")
                        .forEach(operation -> bindings.add(binding(acl.path("resource"), operation, principal))));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createAcls(bindings).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static AclBinding binding(JsonNode resource, JsonNode operation, String principal) {
        PatternType pattern = switch (resource.path("patternType").asText()) {
            case "literal" -> PatternType.LITERAL;
            case "prefix" -> PatternType.PREFIXED;
            default -> throw new AssertionError(resource);
        };
        return new AclBinding(
                new ResourcePattern(ResourceType.fromString(snake(resource.path("type"))),
                        resource.path("name").asText(), pattern),
                new AccessControlEntry(principal, "*", AclOperation.fromString(snake(operation)),
                        AclPermissionType.ALLOW));
    }

    /** The operator's {@code transactionalId} is Kafka's {@code TRANSACTIONAL_ID}. */
    private static String snake(JsonNode word) {
        return word.asText().replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }
}
