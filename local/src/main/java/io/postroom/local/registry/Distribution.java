package io.postroom.local.registry;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where this module's build has unpacked the registry's distribution. */
final class Distribution {
    private static final String PROPERTY = "postroom.registry.home";
    private static final String RUNNER = "quarkus-run.jar";

    private Distribution() {}

    /** The jar that names everything else. */
    static Path runner() {
        for (Path home : candidates()) {
            if (Files.exists(home.resolve(RUNNER))) {
                return home.resolve(RUNNER).toAbsolutePath();
            }
        }
        throw new IllegalStateException("The schema registry is not unpacked. Build the module 'local' "
                + "(mvn package -pl local -am), or point the system property " + PROPERTY + " at its folder.");
    }

    private static List<Path> candidates() {
        List<Path> homes = new ArrayList<>();
        String configured = System.getProperty(PROPERTY);
        if (configured != null) {
            homes.add(Path.of(configured));
        }
        homes.add(ownPlace().resolveSibling("registry"));
        // Tests of other modules may see this one as a jar of the local repository.
        for (@Nullable
        Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            homes.add(up.resolve("local/target/registry"));
        }
        return homes;
    }

    private static Path ownPlace() {
        try {
            return Path.of(Distribution.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The place of Postroom's own classes is not a path.", e);
        }
    }
}
