package io.postroom.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a measurement ran on; without it a number says nothing. */
public record MachineFacts(int cores, String processor, String system, String jdk) {

    /** Those of this machine. */
    public static MachineFacts here() {
        return new MachineFacts(Runtime.getRuntime().availableProcessors(), processorName().orElse("unknown processor"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    }

    private static Optional<String> processorName() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip());
        } catch (IOException e) {
            // Only Linux has the file.
            return Optional.empty();
        }
    }

    /** In one line. */
    public String sentence() {
        return cores + " cores (" + processor + "), " + system + ", " + jdk;
    }
}
