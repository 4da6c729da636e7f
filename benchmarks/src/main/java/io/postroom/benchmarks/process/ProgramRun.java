package io.postroom.benchmarks.process;

import io.postroom.benchmarks.report.BenchmarkException;
import io.postroom.local.process.WatchedMain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs another program to its end and takes what it printed. The program ends with this process at the latest. */
public final class ProgramRun {
    private final List<String> command;

    private ProgramRun(List<String> command) {
        this.command = List.copyOf(command);
    }

    /** A program of the machine. */
    public static ProgramRun of(List<String> command) {
        return new ProgramRun(command);
    }

    /** A main class of ours in a JVM of its own. */
    public static ProgramRun java(Class<?> mainClass, List<String> jvmArguments, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), WatchedMain.class.getName(),
                mainClass.getName()));
        command.addAll(arguments);
        return new ProgramRun(command);
    }

    /**
     * What it printed, line by line.
     *
     * @param log where its complaints go
     * @throws BenchmarkException when it cannot be started or ends with an error
     */
    public List<String> lines(Path log) {
        Process process = start(log);
        Thread end = Thread.ofPlatform().unstarted(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = out.lines().toList();
            int status = process.waitFor();
            if (status != 0) {
                throw new BenchmarkException(name() + " ended with status " + status + ". What it said is in " + log
                        + ":\n" + Files.readString(log));
            }
            return lines;
        } catch (IOException e) {
            throw new BenchmarkException("What " + name() + " prints cannot be read.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted while " + name() + " ran.", e);
        } finally {
            process.destroyForcibly();
            Runtime.getRuntime().removeShutdownHook(end);
        }
    }

    private Process start(Path log) {
        try {
            return new ProcessBuilder(command).redirectError(log.toFile()).start();
        } catch (IOException e) {
            throw new BenchmarkException(name() + " cannot be started.", e);
        }
    }

    private String name() {
        return Path.of(command.getFirst()).getFileName().toString();
    }
}
