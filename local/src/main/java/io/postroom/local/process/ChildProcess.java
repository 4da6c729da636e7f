package io.postroom.local.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own that lives no longer than this one: see {@link WatchedMain}. Its output goes to a file.
 *
 * <p>Safe for use by any thread.
 */
public final class ChildProcess implements AutoCloseable {
    /**
     * What to run.
     *
     * @param name for messages and for the log file
     * @param mainClass the class to run
     * @param classPath where it is found, besides this module's own classes
     * @param jvmArguments heap sizes and the like
     * @param arguments the program's own
     * @param environment additions to this process's environment
     * @param log where its output goes
     */
    public record Spec(String name, String mainClass, List<Path> classPath, List<String> jvmArguments,
            List<String> arguments, Map<String, String> environment, Path log) {
        public Spec {
            classPath = List.copyOf(classPath);
            jvmArguments = List.copyOf(jvmArguments);
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }
    }

    private static final Duration ORDERLY = Duration.ofSeconds(10);

    private final Spec spec;
    private final Process process;

    private ChildProcess(Spec spec, Process process) {
        this.spec = spec;
        this.process = process;
    }

    /** Starts it; does not wait until it is ready. */
    public static ChildProcess start(Spec spec) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(spec.jvmArguments);
        List<String> entries = new ArrayList<>(spec.classPath.stream().map(Path::toString).toList());
        String own = ownClasses().toString();
        if (!entries.contains(own)) {
            entries.add(own);
        }
        command.addAll(List.of("-cp", String.join(File.pathSeparator, entries), WatchedMain.class.getName(),
                spec.mainClass));
        command.addAll(spec.arguments);
        try {
            Files.createDirectories(spec.log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(spec.log.toFile());
            builder.environment().putAll(spec.environment);
            return new ChildProcess(spec, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("The " + spec.name + " process cannot be started.", e);
        }
    }

    /** This process's own class path, for children that run Postroom's classes. */
    public static List<Path> ownClassPath() {
        List<Path> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            entries.add(Path.of(entry));
        }
        return entries;
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Where its output goes. */
    public Path log() {
        return spec.log;
    }

    /** What it is called. */
    public String name() {
        return spec.name;
    }

    /** Kills it with SIGKILL, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        await(ORDERLY);
    }

    /** Asks it to stop (SIGTERM), and waits until it is gone; kills it when it takes too long. */
    public boolean stop(Duration patience) {
        process.destroy();
        if (await(patience)) {
            return true;
        }
        kill();
        return false;
    }

    @Override
    public void close() {
        stop(ORDERLY);
    }

    /** The last lines of its output, to say what went wrong. */
    public String lastLines() {
        try {
            List<String> lines = Files.readAllLines(spec.log);
            return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "(its output in " + spec.log + " cannot be read)";
        }
    }

    private boolean await(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return false;
        }
    }

    private static Path ownClasses() {
        try {
            return Path.of(WatchedMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The place of Postroom's own classes is not a path.", e);
        }
    }
}
