package io.postroom.deliveryengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A seed that fails must fail wherever it is replayed, or nobody can mend what it found. */
class SimulationReplayTest {
    private static final int PROCESSES = 5;
    private static final long SEED = 1337;

    /** The collections of the JDK have another order in each process, and none of that may reach a simulation. */
    @Test
    void aSeedGoesTheSameWayInEveryProcess() throws IOException, InterruptedException {
        // Given
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", System.getProperty("java.class.path"),
                    SimulationReplayTest.class.getName()).redirectError(ProcessBuilder.Redirect.DISCARD).start());
        }

        // When
        Set<String> digests = new HashSet<>();
        for (Process process : processes) {
            digests.add(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertThat(process.waitFor()).isZero();
        }

        // Then
        assertThat(digests).hasSize(1).doesNotContain("");
    }

    public static void main(String[] args) {
        System.out.println(Simulation.run(SEED).digest());
    }
}
