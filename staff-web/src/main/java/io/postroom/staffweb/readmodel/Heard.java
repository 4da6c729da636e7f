package io.postroom.staffweb.readmodel;

import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.Suppression;
import java.util.ArrayList;
import java.util.List;

/**
 * What a poll brought, by kind, each in the order of its topic.
 *
 * @param forgotten the keys of addresses whose entry in the suppression topic was removed
 */
record Heard(List<NotificationStatus> statuses, List<Decision> decisions, List<ControlCommand> commands,
        List<Suppression> suppressions, List<String> forgotten) {
    Heard() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
}
