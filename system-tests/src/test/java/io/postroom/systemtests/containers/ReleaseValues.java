package io.postroom.systemtests.containers;

import io.postroom.helm.support.Chart;
import io.postroom.helm.support.Manifests;
import io.postroom.local.LocalPlatform;
import io.postroom.local.outside.OutsideOptions;
import io.postroom.local.staff.StaffOutside;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** What a platform team would write for the platform of a test, and what the chart makes of it. */
final class ReleaseValues {
    private static final String LOOPBACK = "127.0.0.1";

    private final LocalPlatform platform;
    private final StaffOutside staff;
    private final Map<String, Integer> ports;

    /** @param ports where each component listens: all of them share the network of this machine */
    ReleaseValues(LocalPlatform platform, StaffOutside staff, Map<String, Integer> ports) {
        this.platform = platform;
        this.staff = staff;
        this.ports = Map.copyOf(ports);
    }

    /** Every object that an installation would have. */
    Manifests render(Path folder) {
        // JSON is YAML.
        Path file = folder.resolve("values.yaml");
        try {
            Files.writeString(file, JsonMapper.builder().build().writeValueAsString(values()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Chart.render(file);
    }

    /** The Secrets that the values name, by name. */
    Map<String, Map<String, byte[]>> secrets() {
        return Map.of("keys", Map.of("secret", bytes(read(platform.keySecretFile()))), "smsc",
                Map.of("password", bytes(OutsideOptions.PASSWORD)), "print-house",
                Map.of("password", bytes(OutsideOptions.PASSWORD)), "staff",
                Map.of("password", bytes("postgres"), "client-secret", bytes("only-for-trying-out")));
    }

    private Map<String, Object> values() {
        return Map.ofEntries(Map.entry("image", Map.of("registry", BuiltImages.PREFIX, "tag", BuiltImages.TAG)),
                Map.entry("kafka", Map.of("bootstrapServers", platform.bootstrapServers())),
                Map.entry("schemaRegistry", Map.of("url", platform.registryUrl())),
                Map.entry("topics",
                        Map.of("partitions", platform.options().partitions(), "replicas", 1, "statusServices",
                                List.of("student-finance"))),
                Map.entry("keys", Map.of("existingSecret", "keys")),
                Map.entry("rules", Map.of("files", rules(platform.options().rulesFolder()))),
                Map.entry("provisioning", Map.of("mode", "apply")),
                Map.entry("ingest", Map.of("replicaCount", 1, "settings", Map.of("threads", 1, "standbyReplicas", 0),
                        "extraEnv", environment("ingest"))),
                Map.entry("smsWorker", Map.of("replicaCount", 1, "extraEnv", environment("sms-worker"), "providers",
                        List.of(Map.of("name", "smsc", "host", LOOPBACK, "port", platform.outside().smsc().port(),
                                "systemId", OutsideOptions.USER, "existingSecret", "smsc")))),
                Map.entry("emailWorker", Map.of("replicaCount", 1, "extraEnv", emailEnvironment(), "providers",
                        List.of(Map.of("name", "relay", "host", LOOPBACK, "port", platform.outside().mail().port(),
                                "tls", "none", "greylistWait", "2s")),
                        "bounces",
                        Map.of("address", "bounces@bounce.example.gov.uk", "port", platform.bouncePort()))),
                Map.entry("letterWorker", Map.of("replicaCount", 1, "extraEnv", environment("letter-worker"),
                        "printHouse",
                        Map.of("name", "print-house", "host", LOOPBACK, "port", platform.outside().print().port(),
                                "user", OutsideOptions.USER, "existingSecret", "print-house", "passwordKey", "password",
                                "hostKeyFingerprint", platform.outside().print().hostKeyFingerprint(), "settings",
                                Map.of("pollInterval", "200ms")))),
                Map.entry("staffWeb", Map.of("enabled", true, "replicaCount", 1, "extraEnv", staffEnvironment(),
                        "oidc",
                        Map.of("issuer", staff.issuer().toString(), "clientId", "staff-web",
                                "existingSecret", "staff"),
                        "database",
                        Map.of("url", staff.databaseUrl(), "user", "postgres", "existingSecret",
                                "staff"),
                        // There is no HTTPS on loopback.
                        "settings", Map.of("session", Map.of("secureCookies", false)))));
    }

    /** In a cluster each pod has port 8080 for itself. */
    private List<Map<String, String>> environment(String component) {
        return List.of(Map.of("name", "SERVER_PORT", "value", String.valueOf(ports.get(component))),
                Map.of("name", "SERVER_ADDRESS", "value", LOOPBACK));
    }

    /** The probe asks the port that is known here. */
    private List<Map<String, String>> staffEnvironment() {
        return Stream.concat(environment("staff-web").stream(), Stream.of(Map.of("name", "MANAGEMENT_SERVER_PORT",
                "value", String.valueOf(ports.get("staff-web"))))).toList();
    }

    private List<Map<String, String>> emailEnvironment() {
        return Stream.concat(environment("email-worker").stream(),
                Stream.of(Map.of("name", "POSTROOM_EMAIL_BOUNCES_HOST", "value", LOOPBACK))).toList();
    }

    /** The files of the rule sets in a folder, as {@code rules.files} has them. */
    static Map<String, String> rules(Path folder) {
        Map<String, String> rules = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).map(folder::relativize).filter(ReleaseValues::isOfRules)
                    .forEach(file -> rules.put(file.toString(), read(folder.resolve(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rules;
    }

    /** With the sample events and tests that stand beside the rules: ingest passes them over, and the tools run them. */
    private static boolean isOfRules(Path file) {
        return file.getNameCount() > 1 && !file.toString().endsWith("README.md");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
