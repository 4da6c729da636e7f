package io.postroom.local.cli;

import io.postroom.local.event.Publisher;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.ScopeTarget;
import io.postroom.schemas.v1.StatusReason;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Stops what a service sends, or a part of it, and lets it go again or takes it back. */
final class BrakeCommand {
    static final List<String> VALUES = List.of("--service", "--rule", "--template", "--batch", "--data");

    private final Console console;
    private final Clock clock;

    BrakeCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    int run(Arguments arguments) {
        ControlCommand command = command(arguments, clock);
        RunningSystem system = RunningSystem.find(DataFolders.of(arguments));
        try (Publisher publisher = new Publisher(system.bootstrapServers(), system.registryUrl())) {
            // The service is the key: a stop and its release keep their order.
            Publisher.await(publisher.publish(system.topics().control(), service(arguments), command));
        }
        console.say(done(command.getAction()));
        return Main.OK;
    }

    private static String done(ControlAction action) {
        return switch (action) {
            case STOP ->
                "Stopped. What is being handed over at this moment still goes; the rest waits for seven days at most, "
                        + "until the same is released.";
            case RELEASE -> "Released. What waits goes within a minute or two, the oldest first.";
            case CANCEL -> "Cancelled: what was decided before this moment and has not been handed over is not sent.";
            case SUPERSEDE, UNRECOGNISED -> throw new IllegalStateException("The command line does not say this.");
        };
    }

    static ControlCommand command(Arguments arguments, Clock clock) {
        ControlAction action = switch (String.join(" ", arguments.words())) {
            case "stop" -> ControlAction.STOP;
            case "release" -> ControlAction.RELEASE;
            case "cancel" -> ControlAction.CANCEL;
            default -> throw new MisuseException("Say 'brake stop', 'brake release' or 'brake cancel'.");
        };
        ScopeTarget target = ScopeTarget.newBuilder()
                .setService(service(arguments))
                .setRuleId(arguments.value("--rule").orElse(null))
                .setTemplateId(arguments.value("--template").orElse(null))
                .setBatchId(arguments.value("--batch").map(BrakeCommand::batch).orElse(null)).build();
        return ControlCommand.newBuilder().setCommandId(UUID.randomUUID()).setAction(action).setTarget(target)

                .setReason(action == ControlAction.CANCEL ? StatusReason.CANCELLED_BY_PERSON : StatusReason.STOPPED)
                .setIssuedBy("postroom brake")
                .setIssuedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS)).build();
    }

    private static String service(Arguments arguments) {
        return arguments.value("--service")
                .orElseThrow(() -> new MisuseException("Name the service with --service."));
    }

    private static UUID batch(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new MisuseException("A batch is named by its id, such as 123e4567-e89b-42d3-a456-426614174000.");
        }
    }
}
