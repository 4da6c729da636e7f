package io.postroom.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));

    @TempDir
    Path folder;

    @Test
    void helpNamesEveryCommand() {
        assertThat(Main.run(List.of("help"), console)).isZero();
        assertThat(out.toString(UTF_8)).contains("postroom up", "postroom publish", "postroom rules test",
                "postroom help");
    }

    @Test
    void anUnknownCommandOrOptionShowsTheHelp() {
        assertThat(Main.run(List.of("dance"), console)).isEqualTo(2);
        assertThat(Main.run(List.of("up", "--twice"), console)).isEqualTo(2);
        assertThat(Main.run(List.of("up", "--broker-port", "70000"), console)).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("no command 'dance'", "no option '--twice'", "--broker-port",
                "postroom up");
    }

    @Test
    void publishingToNothingSaysHowToStartIt() {
        assertThat(Main.run(List.of("publish", "event.json", "--data", folder.toString()), console)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("Nothing runs", "./postroom up");
    }
}
