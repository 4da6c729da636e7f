package io.postroom.worker;

import static io.postroom.worker.TestInstallation.NAMES;
import static io.postroom.worker.TestRequests.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postroom.schemas.v1.ControlAction;
import io.postroom.schemas.v1.ControlCommand;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.NotificationTarget;
import io.postroom.schemas.v1.ScopeTarget;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that take back what already lies on a request topic, on a real broker. */
class ControlTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TestInstallation installation;
    private ScriptedProvider provider;

    @BeforeEach
    void prepare() {
        installation = new TestInstallation().withTopicsExcept();
        provider = new ScriptedProvider("first");
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void aWorkerKnowsEveryCommandBeforeItsFirstDeliveryAndOneThatCannotBeReadHidesNone() {
        // Given
        SmsRequest takenBack = TestRequests.text();
        SmsRequest wanted = TestRequests.text();
        installation.send(takenBack);
        installation.send(wanted);
        installation.command("garbage".getBytes(StandardCharsets.UTF_8));
        installation.command(cancel(takenBack, StatusReason.SUPERSEDED));

        // When
        try (TestWorker worker = start()) {
            // Then
            assertThat(awaitState(takenBack, NotificationState.CANCELLED).getReason())
                    .isEqualTo(StatusReason.SUPERSEDED);
            awaitState(wanted, NotificationState.SENT);
            assertThat(provider.calls(takenBack)).isZero();
            assertThat(worker.readiness().getStatus().getCode()).isEqualTo("UP");
        }
    }

    @Test
    void aCommandReachesWhatWaitsForItsNextAttempt() {
        // Given
        SmsRequest request = TestRequests.text();
        provider.answer(request, ignored -> ProviderResult.Transient.of("busy"));
        try (TestWorker worker = start()) {
            installation.send(request);
            await().atMost(PATIENCE).until(() -> provider.calls(request) > 0);

            // When
            installation.command(cancel(request, StatusReason.CANCELLED_BY_PERSON));

            // Then
            assertThat(awaitState(request, NotificationState.CANCELLED).getReason())
                    .isEqualTo(StatusReason.CANCELLED_BY_PERSON);
            assertThat(worker.readiness()).isNotNull();
        }
    }

    @Test
    void aCommandThatComesTooLateChangesNothing() {
        // Given
        SmsRequest request = TestRequests.text();
        SmsRequest later = TestRequests.text();
        try (TestWorker worker = start()) {
            installation.send(request);
            awaitState(request, NotificationState.SENT);

            // When
            installation.command(cancel(request, StatusReason.CANCELLED_BY_EVENT));
            installation.command(cancel(later, StatusReason.CANCELLED_BY_EVENT));
            provider.answer(later, ignored -> ProviderResult.Transient.of("busy"));
            installation.send(later);

            // Then
            awaitState(later, NotificationState.CANCELLED);
            assertThat(states(request)).containsExactly(NotificationState.SENDING, NotificationState.SENT);
            assertThat(provider.calls(request)).isEqualTo(1);
            assertThat(worker.readiness()).isNotNull();
        }
    }

    @Test
    void aBrakeThatWasPulledBeforeTheStartHoldsItsServiceUntilItIsReleasedAndCostsNoAttempt() {
        // Given
        SmsRequest held = TestRequests.text();
        ScopeTarget service = ScopeTarget.newBuilder().setService(held.getIdentity().getService()).build();
        installation.command(command(ControlAction.STOP, service, StatusReason.STOPPED));
        installation.send(held);
        try (TestWorker worker = start()) {
            await().atMost(PATIENCE).until(() -> worker.meter("postroom.engine.held.back") > 0);
            assertThat(provider.calls(held)).isZero();
            assertThat(worker.meter("postroom.brakes")).isEqualTo(1);

            // When
            installation.command(command(ControlAction.RELEASE, service, StatusReason.STOPPED));

            // Then
            awaitState(held, NotificationState.SENT);
            assertThat(states(held)).containsExactly(NotificationState.SENDING, NotificationState.SENT);
            assertThat(provider.calls(held)).isEqualTo(1);
            assertThat(worker.meter("postroom.brakes")).isZero();
        }
    }

    @Test
    void whatIsCancelledWhileABrakeHoldsItEndsAtOnce() {
        // Given
        SmsRequest held = TestRequests.text();
        ScopeTarget service = ScopeTarget.newBuilder().setService(held.getIdentity().getService()).build();
        installation.command(command(ControlAction.STOP, service, StatusReason.STOPPED));
        installation.send(held);
        try (TestWorker worker = start()) {
            await().atMost(PATIENCE).until(() -> worker.meter("postroom.engine.held.back") > 0);

            // When
            installation.command(cancel(held, StatusReason.CANCELLED_BY_PERSON));

            // Then
            awaitState(held, NotificationState.CANCELLED);
            assertThat(provider.calls(held)).isZero();
        }
    }

    private TestWorker start() {
        return TestWorker.start(installation.bootstrap(), installation.registry(), Map.of(), provider);
    }

    private static ControlCommand cancel(SmsRequest request, StatusReason reason) {
        return command(ControlAction.CANCEL,
                NotificationTarget.newBuilder().setNotificationIds(List.of(id(request))).build(), reason);
    }

    private static ControlCommand command(ControlAction action, Object target, StatusReason reason) {
        return ControlCommand.newBuilder().setCommandId(UUID.randomUUID()).setAction(action).setTarget(target)
                .setReason(reason).setIssuedBy("test").setIssuedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .build();
    }

    private NotificationStatus awaitState(SmsRequest request, NotificationState state) {
        return await().atMost(PATIENCE).until(() -> installation.values(NAMES.status(), NotificationStatus.class)
                .stream().filter(one -> one.getIdentity().getNotificationId().equals(id(request)))
                .filter(one -> one.getState() == state).findFirst(), Optional::isPresent).orElseThrow();
    }

    private List<NotificationState> states(SmsRequest request) {
        return installation.values(NAMES.status(), NotificationStatus.class).stream()
                .filter(one -> one.getIdentity().getNotificationId().equals(id(request)))
                .map(NotificationStatus::getState).toList();
    }
}
