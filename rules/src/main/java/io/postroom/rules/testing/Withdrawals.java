package io.postroom.rules.testing;

import io.postroom.rules.decision.Withdrawal;
import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.StatusReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which messages of a test's cases later events take back, whichever is decided first. */
final class Withdrawals {
    private final List<Made> made = new ArrayList<>();
    private final List<TakenBack> takenBack = new ArrayList<>();

    /** A message that was made. */
    private record Made(String rule, CaseEvent event, UUID notificationId) {}

    /** An event that takes messages of a rule back. */
    private record TakenBack(String rule, CaseEvent by, StatusReason reason) {}

    void made(String rule, CaseEvent event, UUID notificationId) {
        made.add(new Made(rule, event, notificationId));
    }

    /** Why a message of an event is never made, or null. */
    @Nullable
    StatusReason of(String rule, CaseEvent event) {
        return takenBack.stream().filter(one -> one.rule().equals(rule) && concerns(one, event, false))
                .map(TakenBack::reason).findFirst().orElse(null);
    }

    /** Takes back what an event concerns, and remembers it for what is decided later. */
    Map<UUID, StatusReason> take(List<Withdrawal> withdrawals, CaseEvent by) {
        Map<UUID, StatusReason> ids = new LinkedHashMap<>();
        for (Withdrawal withdrawal : withdrawals) {
            TakenBack back = new TakenBack(withdrawal.ruleId(), by, withdrawal.reason());
            String replacing = withdrawal.supersededBy();
            if (replacing != null
                    && made.stream().noneMatch(one -> one.event() == by && one.rule().equals(replacing))) {
                continue;
            }
            takenBack.add(back);
            made.stream().filter(one -> one.rule().equals(back.rule()) && concerns(back, one.event(), true))
                    .forEach(one -> ids.put(one.notificationId(), back.reason()));
        }
        return ids;
    }

    private static boolean concerns(TakenBack back, CaseEvent event, boolean decidedFirst) {
        return !event.getId().equals(back.by().getId()) && event.getSource().equals(back.by().getSource())
                && event.getCaseReference().equals(back.by().getCaseReference())
                && Withdrawal.concerns(back.reason(), event.getTime(), back.by().getTime(), decidedFirst);
    }
}
