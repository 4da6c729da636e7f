package io.postroom.staffweb.lookup;

import io.postroom.staffweb.audit.AuditTrail;
import java.util.Set;

/**
 * What can be done about a message where it stands, and what came of the wish to cancel it.
 *
 * @param mayBeCancelled whether it may still be taken back
 * @param mayBeDecided whether nobody knows what became of it
 * @param mayBeResent whether it is over, so that another message may stand in for it
 * @param answer to the wish to cancel it
 */
public record Standing(boolean mayBeCancelled, boolean mayBeDecided, boolean mayBeResent, Answer answer) {
    private static final Set<String> ON_ITS_WAY = Set.of("CREATED", "HELD", "SENDING", "UNRECOGNISED");
    private static final Set<AuditTrail.Entry> DECISIONS = Set.of(AuditTrail.Entry.DECIDED_THAT_IT_ARRIVED,
            AuditTrail.Entry.DECIDED_THAT_IT_DID_NOT_ARRIVE);

    /** What came of the wish to cancel. */
    public enum Answer {
        NOT_ASKED, AWAITED, CANCELLED, TOO_LATE
    }

    /** Of a message whose course is known. */
    public static Standing of(Found.Course course) {
        String state = course.message().state();
        boolean wanted = course.deeds().stream()
                .anyMatch(deed -> deed.act() == AuditTrail.Entry.CANCELLED_A_MESSAGE);
        boolean decided = course.deeds().stream()
                .anyMatch(deed -> DECISIONS.contains(deed.act()) && !deed.at().isBefore(course.message().stateAt()));
        return new Standing(course.keyed() && !wanted && ON_ITS_WAY.contains(state),
                course.keyed() && !decided && state.equals("UNKNOWN"), !ON_ITS_WAY.contains(state),
                wanted ? answer(state) : Answer.NOT_ASKED);
    }

    private static Answer answer(String state) {
        if (ON_ITS_WAY.contains(state)) {
            return Answer.AWAITED;
        }
        return state.equals("CANCELLED") ? Answer.CANCELLED : Answer.TOO_LATE;
    }
}
