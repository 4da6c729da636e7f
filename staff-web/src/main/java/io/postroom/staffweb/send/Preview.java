package io.postroom.staffweb.send;

import io.postroom.rules.decision.PlannedMessage;
import io.postroom.rules.decision.RecipientDecision;
import io.postroom.rules.decision.ServiceDecision;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.schemas.v1.StatusReason;
import java.time.Instant;

/** What ingest would make of a request at this moment. */
public sealed interface Preview {

    /** This message. */
    record Ready(PlannedMessage message) implements Preview {}

    /** No message, and why. */
    record Refused(StatusReason reason) implements Preview {}

    /** By the decider that ingest has too. */
    static Preview of(Catalogue catalogue, SendRequest request, Instant now) {
        ServiceDecision decision = catalogue.rules().decide(request, now);
        if (decision instanceof ServiceDecision.Refused refused) {
            return new Refused(refused.reason());
        }
        if (decision instanceof ServiceDecision.Asked asked) {
            RecipientDecision one = asked.recipients().getFirst();
            if (one instanceof RecipientDecision.Send send) {
                return new Ready(send.message());
            }
            if (one instanceof RecipientDecision.Failed failed) {
                return new Refused(failed.reason());
            }
            if (one instanceof RecipientDecision.Suppressed suppressed) {
                return new Refused(suppressed.reason());
            }
        }
        return new Refused(StatusReason.UNRECOGNISED);
    }
}
