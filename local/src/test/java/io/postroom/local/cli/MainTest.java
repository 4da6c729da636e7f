package io.postroom.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.ScopeTarget;
import io.postroom.schemas.v1.StatusReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        assertThat(out.toString(UTF_8)).contains("postroom up", "postroom publish", "postroom rules check",
                "postroom rules test", "postroom rules explain",
                "postroom brake", "postroom dead-letters", "postroom help");
    }

    @Test
    void theLauncherKnowsEveryCommandOfTheHelpAndHandsThemOn() throws IOException {
        // Given
        Set<String> named = Pattern.compile("(?m)^\\./postroom (\\S+)").matcher(Help.TEXT).results()
                .map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
        String choice = Files.readString(Path.of("..", "postroom")).split("case \"\\$\\{1:-help}\" in", -1)[1];
        Map<String, String> launched = Pattern.compile("(?m)^ {4}(\\w[^)]*)\\)\\n((?s).*?)^ {8};;").matcher(choice)
                .results().flatMap(branch -> Stream.of(branch.group(1).split(" \\| ", -1))
                        .filter(word -> !word.startsWith("-")).map(word -> Map.entry(word, branch.group(2))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

        // When
        Map<String, Integer> handedOn = launched.entrySet().stream()
                .filter(branch -> branch.getValue().contains("run \"$@\"")).map(Map.Entry::getKey)
                .collect(Collectors.toMap(word -> word, word -> Main.run(List.of(word, "--no-such-option"), console)));

        // Then
        assertThat(launched).containsOnlyKeys(named);
        assertThat(handedOn).containsOnlyKeys("up", "publish", "rules", "brake", "topics", "schemas", "ready",
                "dead-letters");
        assertThat(err.toString(UTF_8)).doesNotContain("There is no command");
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

    @Test
    void aBrakeNamesExactlyWhatItHolds() {
        // When
        ControlCommand stop = BrakeCommand.command(Arguments.of(List.of("stop", "--service", "mot-reminders", "--rule",
                "reminder"), List.of(), BrakeCommand.VALUES), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

        // Then
        assertThat(stop.getAction()).isEqualTo(ControlAction.STOP);
        assertThat(stop.getTarget())
                .isEqualTo(ScopeTarget.newBuilder().setService("mot-reminders").setRuleId("reminder").build());
        assertThat(stop.getReason()).isEqualTo(StatusReason.STOPPED);
        assertThat(stop.getIssuedAt()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void aCancellationSaysThatAPersonCancelled() {
        // When
        ControlCommand cancel = BrakeCommand.command(Arguments.of(List.of("cancel", "--service", "mot-reminders",
                "--template", "reminder"), List.of(), BrakeCommand.VALUES),
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

        // Then
        assertThat(cancel.getAction()).isEqualTo(ControlAction.CANCEL);
        assertThat(cancel.getTarget())
                .isEqualTo(ScopeTarget.newBuilder().setService("mot-reminders").setTemplateId("reminder").build());
        assertThat(cancel.getReason()).isEqualTo(StatusReason.CANCELLED_BY_PERSON);
    }

    @Test
    void aBrakeThatIsNotSaidClearlyIsNotPulled() {
        assertThat(Main.run(List.of("brake", "pull", "--service", "x"), console)).isEqualTo(2);
        assertThat(Main.run(List.of("brake", "stop"), console)).isEqualTo(2);
        assertThat(Main.run(List.of("brake", "stop", "--service", "x", "--batch", "y"), console)).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("'brake stop', 'brake release' or 'brake cancel'", "--service.",
                "named by its id");
    }

    @Test
    void deadLettersAreThoseOfTheRunningSystemUnlessOtherBrokersAreNamed() {
        assertThat(Main.run(List.of("dead-letters", "list", "--data", folder.toString()), console)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("Nothing runs", "./postroom up");
        assertThat(Main.run(List.of("dead-letters", "--help"), console)).isZero();
    }

    @Test
    void dryRunsAndReplaysAreThoseOfTheRunningSystemUnlessAnotherClusterIsNamed() {
        assertThat(Main.run(List.of("rules", "dry-run", "rules", "--data", folder.toString()), console)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("Nothing runs", "./postroom up");
        assertThat(Main.run(List.of("rules", "replay", "--help"), console)).isZero();
    }

    @Test
    void rulesAreCheckedTestedAndExplained() {
        // Given
        String examples = Path.of("..", "examples").toString();
        String event = Path.of(examples, "student-finance", "events", "1-prefers-text.json").toString();

        // When
        assertThat(Main.run(List.of("rules", "check", examples), console)).isZero();
        assertThat(Main.run(List.of("rules", "explain", examples, event), console)).isZero();
        assertThat(Main.run(List.of("rules", "schema"), console)).isZero();

        // Then
        assertThat(out.toString(UTF_8)).contains("8 services", "\"title\": \"Postroom rules of one service\"",
                "rule evidence-receipt: matches", "applicant sms")
                .doesNotContain("07700 900231", "+447700900231");
    }

    @Test
    void aRuleFileWithAMistakeIsNamedWithItsPlace() throws IOException {
        // Given
        Path rules = Files.createDirectories(folder.resolve("wrong")).resolve("rules.yaml");
        Files.writeString(rules, "service: wrong\nruels: []\n");

        // Then
        assertThat(Main.run(List.of("rules", "check", folder.toString()), console)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("rules.yaml:2:1");
    }

    @Test
    void whatRulesAreAskedMustMakeSense() {
        assertThat(Main.run(List.of("rules"), console)).isEqualTo(2);
        assertThat(Main.run(List.of("rules", "explain", folder.toString()), console)).isEqualTo(2);
        assertThat(Main.run(List.of("rules", "check", folder.resolve("none").toString()), console)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("rules explain DIR EVENT.json", "There is no folder");
    }
}
