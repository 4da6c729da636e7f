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

class BrakesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    private final Commands commands = new Commands();

    @Test
    void aStopHoldsWhatWasAskedForBeforeItAndAfterItAndNothingElseUntilItsOwnRelease() {
        // Given
        ScopeTarget rule = ScopeTarget.newBuilder().setService("mot").setRuleId("reminder").build();
        ScopeTarget service = ScopeTarget.newBuilder().setService("mot").build();

        // When
        commands.apply(command(ControlAction.STOP, rule, NOW));

        // Then
        assertThat(commands.brakes().hold(identity().build())).isTrue();
        assertThat(commands.brakes().hold(identity().setCreatedAt(NOW.plusSeconds(60)).build())).isTrue();
        assertThat(commands.brakes().hold(identity().setRuleId("other").build())).isFalse();
        assertThat(commands.brakes().hold(identity().setService("other").build())).isFalse();
        assertThat(commands.withdrawals().of(identity().build())).isEmpty();

        // When
        commands.apply(command(ControlAction.RELEASE, service, NOW.plusSeconds(1)));

        // Then
        assertThat(commands.brakes().hold(identity().build())).as("after the release of something else").isTrue();

        // When
        commands.apply(command(ControlAction.RELEASE, rule, NOW.plusSeconds(2)));

        // Then
        assertThat(commands.brakes().hold(identity().build())).isFalse();
        assertThat(commands.brakes().pulled()).isZero();
    }

    @Test
    void stopsOfATemplateABatchACaseAndSingleNotificationsHoldThem() {
        // Given
        UUID batch = UUID.randomUUID();
        NotificationIdentity ofTheBatch = identity().setBatchRow(7).setEventId(batch + "/7").build();
        NotificationIdentity single = identity().setService("other").build();

        // When
        commands.apply(command(ControlAction.STOP,
                ScopeTarget.newBuilder().setService("mot").setTemplateId("elsewhere").build(), NOW));
        commands.apply(command(ControlAction.STOP,
                ScopeTarget.newBuilder().setService("mot").setBatchId(batch).build(), NOW));
        commands.apply(command(ControlAction.STOP,
                CaseTarget.newBuilder().setCaseKey("another").setService("mot").build(), NOW));
        commands.apply(command(ControlAction.STOP, NotificationTarget.newBuilder()
                .setNotificationIds(List.of(single.getNotificationId())).build(), NOW));

        // Then
        assertThat(commands.brakes().hold(identity().build())).isFalse();
        assertThat(commands.brakes().hold(identity().setTemplateId("elsewhere").build())).isTrue();
        assertThat(commands.brakes().hold(ofTheBatch)).isTrue();
        assertThat(commands.brakes().hold(identity().setCaseKey("another").build())).isTrue();
        assertThat(commands.brakes().hold(single)).isTrue();
    }

    @Test
    void anOlderReleaseThatIsReadAgainLiftsNoNewerStop() {
        // Given
        ScopeTarget service = ScopeTarget.newBuilder().setService("mot").build();
        ControlCommand release = command(ControlAction.RELEASE, service, NOW.plusSeconds(1));
        commands.apply(command(ControlAction.STOP, service, NOW));
        commands.apply(release);
        commands.apply(command(ControlAction.STOP, service, NOW.plusSeconds(2)));

        // When
        commands.apply(release);

        // Then
        assertThat(commands.brakes().hold(identity().build())).isTrue();
    }

    @Test
    void aStopEndsEverywhereWhenItsTopicDoesNotKeepItAnyMore() {
        // Given
        commands.apply(command(ControlAction.STOP, ScopeTarget.newBuilder().setService("mot").build(), NOW));

        // When
        commands.forget(NOW.plus(Duration.ofDays(7)));

        // Then
        assertThat(commands.brakes().hold(identity().build())).isTrue();

        // When
        commands.forget(NOW.plus(Duration.ofDays(7)).plusMillis(1));

        // Then
        assertThat(commands.brakes().hold(identity().build())).isFalse();
    }

    private static ControlCommand command(ControlAction action, Object target, Instant issuedAt) {
        return ControlCommand.newBuilder().setCommandId(UUID.randomUUID()).setAction(action).setTarget(target)
                .setReason(StatusReason.STOPPED).setIssuedBy("test").setIssuedAt(issuedAt).build();
    }

    private static NotificationIdentity.Builder identity() {
        return NotificationIdentity.newBuilder().setNotificationId(UUID.randomUUID()).setCaseKey("c").setService("mot")
                .setChannel(Channel.SMS).setLanguage(Language.EN).setEventId("e1").setEventSource("test")
                .setRuleId("reminder").setTemplateId("t").setTemplateHash("h").setRecipientKey("r")
                .setCreatedAt(NOW.minus(Duration.ofMinutes(1)));
    }
}
