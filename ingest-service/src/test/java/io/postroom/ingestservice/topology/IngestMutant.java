package io.postroom.ingestservice.topology;

import io.postroom.ingestservice.lifecycle.IngestParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * Ingest with one place in its source broken: compiled apart, loaded apart, run beside the reference model like the original.
 *
 * @param promise what it breaks
 * @param type the class that is changed, with its package below ingest's
 * @param from what stands there, exactly once
 * @param to what stands there instead
 */
record IngestMutant(String promise, String type, String from, String to) {
    private static final String PACKAGE = "io.postroom.ingestservice.";

    /** What the run says that differs, or how it ended; empty if nobody noticed. */
    String noticed(Path folder, long seed, int events) {
        try (URLClassLoader loader = new Loader(
                new URL[]{compile(folder).toUri().toURL(), location(IngestMutant.class),
                        location(IngestParts.class)})) {
            var run = loader.loadClass(PACKAGE + "topology.ReferenceRun").getDeclaredMethod("of", Path.class,
                    long.class, int.class);
            run.setAccessible(true);
            return (String) run.invoke(null, ReferenceStreamTest.rules(), seed, events);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path compile(Path folder) throws IOException {
        Path source = Path.of(System.getProperty("basedir", ".")).resolve("src/main/java")
                .resolve((PACKAGE + type).replace('.', '/') + ".java");
        String text = Files.readString(source);
        if (text.split(Pattern.quote(from), -1).length != 2) {
            throw new IllegalStateException("This does not stand exactly once in " + type + ": " + from);
        }
        Path mutated = Files.createDirectories(folder.resolve("source")).resolve(source.getFileName());
        Files.writeString(mutated, text.replace(from, to));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-nowarn", "-proc:none", "-d",
                classes.toString(), "-cp", System.getProperty("java.class.path"), mutated.toString());
        if (result != 0) {
            throw new IllegalStateException("The mutant of " + type + " does not compile: " + to);
        }
        return classes;
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Override
    public String toString() {
        return promise;
    }

    /** Loads ingest and its tests anew, the mutated class first, and everything else from around. */
    private static final class Loader extends URLClassLoader {
        Loader(URL[] urls) {
            super(urls, IngestMutant.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PACKAGE)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
