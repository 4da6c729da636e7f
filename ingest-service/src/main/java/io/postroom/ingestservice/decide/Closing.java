package io.postroom.ingestservice.decide;

import io.postroom.ingestservice.collect.Collection;
import io.postroom.rules.decision.Fallbacks;
import io.postroom.rules.decision.PlannedMessage;
import io.postroom.rules.decision.RecipientDecision;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.StatusReason;
import java.util.List;

/** Makes the message of events whose time to wait for others is over. Made for one message. */
final class Closing {
    private final Collection over;
    private final Identities identities;
    private final Making making;
    private final Identities.Origin origin;

    Closing(Collection over, Identities identities, Making making, Identities.Origin origin) {
        this.over = over;
        this.identities = identities;
        this.making = making;
        this.origin = origin;
    }

    /** What was announced is sent or ends; also when the rule is gone meanwhile. */
    Outcome by(List<RecipientDecision> decisions) {
        for (RecipientDecision decision : decisions) {
            switch (decision) {
                case RecipientDecision.Send(PlannedMessage message, Fallbacks fallbacks, var done) ->
                    making.collected(message, fallbacks, origin, over.identity());
                case RecipientDecision.Suppressed(var subject, StatusReason reason, var detail) ->
                    end(subject, NotificationState.SUPPRESSED, reason);
                case RecipientDecision.Failed(var subject, StatusReason reason, var detail) ->
                    end(subject, NotificationState.FAILED, reason);
            }
        }
        if (decisions.isEmpty()) {
            making.tell(over.identity(), NotificationState.FAILED, StatusReason.NO_MATCHING_RULE);
        }
        return outcome();
    }

    /** The rules failed in a way that they never should: whoever waits for the message sees that it does not come. */
    Outcome undecided() {
        making.tell(over.identity(), NotificationState.FAILED, StatusReason.CONDITION_ERROR);
        return outcome();
    }

    private Outcome outcome() {
        return new Outcome(making.requests(), making.statuses(), List.of(), making.requested(), List.of(), List.of(),
                false);
    }

    private void end(RecipientDecision.Subject subject, NotificationState state, StatusReason reason) {
        identities.of(origin, subject).ifPresent(identity -> making.tell(identity, state, reason));
    }
}
