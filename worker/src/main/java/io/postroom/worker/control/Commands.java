package io.postroom.worker.control;

import io.postroom.schemas.Targets;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that the control topic has said, sorted by what it means for a request. */
public record Commands(Withdrawals withdrawals, Brakes brakes) {
    /** Longer than a request stays on its topics. */
    private static final Duration MEMORY = Duration.ofDays(8);
    private static final Logger log = LoggerFactory.getLogger(Commands.class);

    /** Of a topic of which nothing has been read. */
    public Commands() {
        this(new Withdrawals(), new Brakes());
    }

    void apply(ControlCommand command) {
        ControlAction action = command.getAction();
        switch (action) {
            case CANCEL, SUPERSEDE -> withdrawals.apply(command);
            case STOP -> brakes.pull(command);
            case RELEASE -> brakes.release(command);
            case UNRECOGNISED -> log.atWarn().addKeyValue("command", command.getCommandId())
                    .log("A command that this version does not know is not followed.");
        }
    }

    void forget(Instant now) {
        withdrawals.forgetBefore(now.minus(MEMORY));
        brakes.forgetBefore(now.minus(Targets.STOPS_HOLD));
    }
}
