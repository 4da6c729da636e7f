package io.postroom.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tutorial <i>Your first rule</i>, typed as a newcomer types it: its files are written by a shell, its commands run here, and
 * what the page says that they print is what they print. What starts a whole system is left out.
 */
class FirstRuleTest {
    private static final Path PAGE = Path.of("..", "docs", "tutorials", "first-rule.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final String TOOL = "./postroom ";

    @TempDir
    private Path folder;

    /** A block of the page: what is typed, or what is printed. */
    private record Block(boolean printed, String text) {}

    @Test
    void everyCommandPrintsWhatThePageSays() throws Exception {
        // Given
        List<Block> blocks = BLOCK.matcher(Files.readString(PAGE)).results()
                .map(match -> new Block(match.group(1).equals("text"), match.group(2))).toList();
        List<String> said = new ArrayList<>();
        List<String> expected = blocks.stream().filter(Block::printed).map(Block::text).toList();

        // When
        for (Block block : blocks) {
            if (!block.printed()) {
                String printed = type(block.text());
                if (!printed.isEmpty()) {
                    said.add(printed);
                }
            }
        }

        // Then
        assertThat(said).hasSizeGreaterThan(4).isEqualTo(expected);
    }

    /** Runs a block; answers what the commands on rules print. */
    private String type(String block) throws Exception {
        List<String> shell = new ArrayList<>();
        StringBuilder printed = new StringBuilder();
        for (String line : block.lines().toList()) {
            if (!line.startsWith(TOOL)) {
                shell.add(line);
                continue;
            }
            shell(shell);
            shell.clear();
            if (line.startsWith(TOOL + "rules ")) {
                printed.append(run(line.substring(TOOL.length())));
            }
        }
        shell(shell);
        return printed.toString();
    }

    private void shell(List<String> lines) throws Exception {
        Process bash = new ProcessBuilder("bash", "-e", "-c", String.join("\n", lines)).directory(folder.toFile())
                .redirectErrorStream(true).start();
        String complaint = new String(bash.getInputStream().readAllBytes(), UTF_8);
        assertThat(bash.waitFor()).as(complaint).isZero();
    }

    private String run(String command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(out, true, UTF_8);
        Main.run(Stream.of(command.split(" ")).map(this::seenFromHere).toList(), new Console(both, both));
        return out.toString(UTF_8).replace(folder + "/", "").replaceAll("\\(\\d+\\.\\d s\\)", "(0.1 s)");
    }

    private String seenFromHere(String word) {
        return Files.exists(folder.resolve(word)) ? folder.resolve(word).toString() : word;
    }
}
