package io.postroom.deliveryengine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The engine with one place in its source broken: compiled apart, loaded apart, simulated like the original.
 *
 * @param promise what it breaks
 * @param type    the class that is changed
 * @param from    what stands there, exactly once
 * @param to      what stands there instead
 */
record Mutant(String promise, String type, String from, String to) {
    private static final String PACKAGE = "io.postroom.deliveryengine";

    /** What the first seed that notices says; empty if none does. */
    Optional<String> noticedBy(Path folder, long seeds) {
        try (URLClassLoader loader = new Loader(urls(compile(folder)))) {
            Class<?> simulation = loader.loadClass(PACKAGE + ".Simulation");
            var run = simulation.getDeclaredMethod("run", long.class);
            run.setAccessible(true);
            for (long seed = 0; seed < seeds; seed++) {
                try {
                    run.invoke(null, seed);
                } catch (InvocationTargetException e) {
                    return Optional.of("seed " + seed + ": " + e.getCause());
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path compile(Path folder) throws IOException {
        Path source = Path.of(System.getProperty("basedir", ".")).resolve("src/main/java")
                .resolve(PACKAGE.replace('.', '/')).resolve(type + ".java");
        String text = Files.readString(source);
        if (text.split(java.util.regex.Pattern.quote(from), -1).length != 2) {
            throw new IllegalStateException("This does not stand exactly once in " + type + ": " + from);
        }
        Path mutated = Files.createDirectories(folder.resolve("source")).resolve(type + ".java");
        Files.writeString(mutated, text.replace(from, to));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int result = compiler.run(null, null, null, "-nowarn", "-proc:none", "-d", classes.toString(), "-cp",
                classPath(), mutated.toString());
        if (result != 0) {
            throw new IllegalStateException("The mutant of " + type + " does not compile: " + to);
        }
        return classes;
    }

    private static String classPath() {
        return Stream.of(DispatchCore.class, org.apache.kafka.common.TopicPartition.class, org.slf4j.Logger.class,
                io.micrometer.core.instrument.MeterRegistry.class, io.micrometer.common.util.StringUtils.class,
                org.jspecify.annotations.Nullable.class).map(Mutant::location).map(URL::getPath)
                .collect(Collectors.joining(java.io.File.pathSeparator));
    }

    private static URL[] urls(Path mutated) throws IOException {
        List<URL> urls = new ArrayList<>(
                List.of(mutated.toUri().toURL(), location(Simulation.class), location(DispatchCore.class)));
        return urls.toArray(URL[]::new);
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Override
    public String toString() {
        return promise;
    }

    /** Loads the engine and its simulation anew, the mutated class first, and everything else from around. */
    private static final class Loader extends URLClassLoader {
        Loader(URL[] urls) {
            super(urls, Mutant.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PACKAGE + ".")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
