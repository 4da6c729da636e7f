package io.postroom.ingestservice.decide;

import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.NotificationStatus;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/**
 * Everything that comes of one event.
 *
 * @param requests what is to be sent, now or, as a held notification, later
 * @param statuses what is to be told of single notifications
 * @param decisions what was decided, one for each service concerned
 * @param requested ids of the requests
 * @param remembered ids of everything that was made of the event, of a message that it became part of too
 * @param commands what takes earlier messages back
 * @param remember whether the event counts as decided
 */
record Outcome(List<SpecificRecord> requests, List<NotificationStatus> statuses, List<Decision> decisions,
        List<UUID> requested, List<UUID> remembered, List<ControlCommand> commands, boolean remember) {
    Outcome {
        requests = List.copyOf(requests);
        statuses = List.copyOf(statuses);
        decisions = List.copyOf(decisions);
        requested = List.copyOf(requested);
        remembered = List.copyOf(remembered);
        commands = List.copyOf(commands);
    }

    @Override
    public String toString() {
        return "Outcome[" + requests.size() + " requests]";
    }
}
