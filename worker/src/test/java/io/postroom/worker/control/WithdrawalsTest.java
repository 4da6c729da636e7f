package io.postroom.worker.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.schemas.v1.CaseTarget;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationTarget;
import io.postroom.schemas.v1.ScopeTarget;
import io.postroom.schemas.v1.StatusReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WithdrawalsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final UUID BATCH = UUID.fromString("6a8d0f2c-4e37-4b4e-9a53-0d2b7a3e5c11");

    private final Withdrawals withdrawals = new Withdrawals();

    @Test
    void aNotificationIsTakenBackByItsId() {
        NotificationIdentity one = identity().build();
        NotificationIdentity other = identity().build();

        withdrawals.apply(command(ControlAction.CANCEL,
                NotificationTarget.newBuilder().setNotificationIds(List.of(one.getNotificationId())).build()));

        assertThat(withdrawals.of(one)).contains(StatusReason.CANCELLED_BY_PERSON);
        assertThat(withdrawals.of(other)).isEmpty();
    }

    @Test
    void aCaseIsTakenBackForItsServiceItsRulesAndWhatIsNoYounger() {
        withdrawals.apply(command(ControlAction.SUPERSEDE, CaseTarget.newBuilder().setCaseKey("c").setService("mot")
                .setRuleIds(List.of("reminder")).setRequestedBefore(NOW).build()));

        assertThat(withdrawals.of(identity().setEventTime(NOW).build())).isPresent();
        assertThat(withdrawals.of(identity().setEventTime(NOW.plusMillis(1)).build())).isEmpty();
        assertThat(withdrawals.of(identity().setEventTime(NOW).setRuleId("other").build())).isEmpty();
        assertThat(withdrawals.of(identity().setEventTime(NOW).setService("other").build())).isEmpty();
        assertThat(withdrawals.of(identity().setEventTime(NOW).setCaseKey("other").build())).isEmpty();
    }

    @Test
    void aBatchIsTakenBackAlsoWhatOfItIsDecidedAfterwards() {
        withdrawals.apply(command(ControlAction.CANCEL,
                ScopeTarget.newBuilder().setService("mot").setBatchId(BATCH).build()));

        NotificationIdentity.Builder row = identity().setEventId(BATCH + "/7").setBatchRow(7);
        assertThat(withdrawals.of(row.build())).isPresent();
        assertThat(withdrawals.of(row.setCreatedAt(NOW.plusMillis(1)).build())).isPresent();
        assertThat(withdrawals.of(identity().setEventId(UUID.randomUUID() + "/7").setBatchRow(7).build())).isEmpty();
        assertThat(withdrawals.of(identity().build())).isEmpty();
    }

    @Test
    void everythingOfARuleOrATemplateIsTakenBack() {
        withdrawals.apply(command(ControlAction.CANCEL,
                ScopeTarget.newBuilder().setService("mot").setRuleId("reminder").setTemplateId("t").build()));

        assertThat(withdrawals.of(identity().build())).isPresent();
        assertThat(withdrawals.of(identity().setTemplateId("other").build())).isEmpty();
        assertThat(withdrawals.of(identity().setRuleId("other").build())).isEmpty();
        NotificationIdentity.Builder later = identity().setCreatedAt(NOW.plusMillis(1));
        assertThat(withdrawals.of(later.build())).isEmpty();
        assertThat(withdrawals.of(later.setDecidedAt(NOW).build())).as("waited, and went out after the command")
                .isPresent();
    }

    @Test
    void oldCommandsAreForgottenAndOnesReadAgainAreNotKeptTwice() {
        ControlCommand command = command(ControlAction.CANCEL,
                CaseTarget.newBuilder().setCaseKey("c").setService("mot").build());
        withdrawals.apply(command);
        withdrawals.apply(command);
        assertThat(withdrawals.of(identity().build())).isPresent();

        withdrawals.forgetBefore(NOW);
        assertThat(withdrawals.of(identity().build())).isPresent();
        withdrawals.forgetBefore(NOW.plusMillis(1));
        assertThat(withdrawals.of(identity().build())).isEmpty();
    }

    private static ControlCommand command(ControlAction action, Object target) {
        return ControlCommand.newBuilder().setCommandId(UUID.randomUUID()).setAction(action).setTarget(target)
                .setReason(StatusReason.CANCELLED_BY_PERSON).setIssuedBy("test").setIssuedAt(NOW).build();
    }

    private static NotificationIdentity.Builder identity() {
        return NotificationIdentity.newBuilder().setNotificationId(UUID.randomUUID()).setCaseKey("c").setService("mot")
                .setChannel(Channel.SMS).setLanguage(Language.EN).setEventId("e1").setEventSource("test")
                .setRuleId("reminder").setTemplateId("t").setTemplateHash("h").setRecipientKey("r")
                .setCreatedAt(NOW.minus(Duration.ofMinutes(1)));
    }
}
