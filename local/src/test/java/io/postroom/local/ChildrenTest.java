package io.postroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postroom.local.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildrenTest {
    @TempDir
    Path folder;

    @Test
    void aChildEndsWhenItsParentIsKilled() throws Exception {
        // Given: a parent that has started a child, and the child has said its process id
        ChildProcess parent = ChildProcess.start(spec("parent", Parent.class, folder));
        Path said = folder.resolve("child-pid");
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(said) && !Files.readString(said).isEmpty());
        ProcessHandle child = ProcessHandle.of(Long.parseLong(Files.readString(said))).orElseThrow();
        assertThat(child.isAlive()).isTrue();

        // When: SIGKILL, so that no shutdown hook runs
        parent.kill();

        // Then
        await().atMost(Duration.ofSeconds(60)).until(() -> !child.isAlive());
    }

    private static ChildProcess.Spec spec(String name, Class<?> main, Path folder) {
        return new ChildProcess.Spec(name, main.getName(), ChildProcess.ownClassPath(), List.of("-Xmx64m"),
                List.of(folder.toString()), Map.of(), folder.resolve(name + ".log"));
    }

    /** Starts a child and waits. */
    public static final class Parent {
        private Parent() {}

        /** The folder to write to. */
        public static void main(String[] arguments) throws InterruptedException {
            ChildProcess.start(spec("child", Child.class, Path.of(arguments[0])));
            Thread.currentThread().join();
        }
    }

    /** Says its process id and waits. */
    public static final class Child {
        private Child() {}

        /** The folder to write to. */
        public static void main(String[] arguments) throws IOException, InterruptedException {
            Path part = Path.of(arguments[0]).resolve("part");
            Files.writeString(part, Long.toString(ProcessHandle.current().pid()));
            Files.move(part, Path.of(arguments[0]).resolve("child-pid"));
            Thread.currentThread().join();
        }
    }
}
