package io.postroom.systemtests.support;

import io.postroom.local.LocalPlatform;
import io.postroom.local.PlatformOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One running platform with every service inside this JVM, for all test classes that leave it as they found it. Each of
 * them uses event ids and cases of its own.
 */
public final class SharedPlatform implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedPlatform.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
        return parameter.getParameter().getType() == LocalPlatform.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
        return extension.getRoot().getStore(NAMESPACE)
                .computeIfAbsent(Running.class, key -> new Running(), Running.class).platform();
    }

    /** Rule sets of the examples and of these tests, side by side in one folder. */
    public static Path rules(Path folder) {
        copy(Path.of("..", "examples"), folder);
        copy(LoadEvents.RULES, folder);
        return folder;
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The rule sets of " + from + " cannot be copied.", e);
        }
    }

    /** Held by JUnit for the whole run, and closed by it. */
    private static final class Running implements AutoCloseable {
        private final Path folder;
        private final LocalPlatform platform;

        Running() {
            try {
                folder = Files.createTempDirectory("postroom-system-tests");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            platform = LocalPlatform.start(
                    PlatformOptions.everything(folder.resolve("data"), rules(folder.resolve("rules"))), line -> {});
        }

        LocalPlatform platform() {
            return platform;
        }

        @Override
        public void close() throws IOException {
            platform.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
