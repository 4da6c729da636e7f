package io.postroom.worker;

import static io.postroom.worker.TestInstallation.LANE;
import static io.postroom.worker.TestInstallation.NAMES;
import static io.postroom.worker.TestRequests.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.postroom.schemas.Names;
import io.postroom.schemas.v1.Acceptance;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DeliveryReport;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.ReceiptRecord;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import io.postroom.telemetry.Traces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of requests, on a real broker. */
class WorkerDeliveryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static TestInstallation installation;
    private static ScriptedProvider first;
    private static ScriptedProvider second;
    private static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();
    private static TestWorker worker;

    @BeforeAll
    static void start() {
        installation = new TestInstallation().withTopicsExcept();
        first = new ScriptedProvider("first");
        second = new ScriptedProvider("second");
        worker = TestWorker.start(installation.bootstrap(), installation.registry(), Map.of(),
                Traces.to(SimpleSpanProcessor.create(SPANS), "worker", 1), first, second);
    }

    @AfterAll
    static void stop() {
        worker.close();
        installation.close();
    }

    @Test
    void anAcceptedRequestBecomesAnAcceptanceForEachReferenceAndAStatus() {
        // Given
        SmsRequest request = TestRequests.text();
        first.answer(request, ignored -> new ProviderResult.Accepted(List.of("a1-" + id(request), "a2-" + id(request)),
                "ok"));

        // When
        installation.send(request);

        // Then
        NotificationStatus sent = awaitState(request, NotificationState.SENT);
        assertThat(sent.getProvider()).isEqualTo("first");
        assertThat(sent.getAttempt()).isEqualTo(1);
        assertThat(sent.getIdentity()).isEqualTo(request.getIdentity());
        List<ReceiptRecord> receipts = receipts(request);
        assertThat(receipts).extracting(ReceiptRecord::getProviderReference)
                .containsExactlyInAnyOrder("a1-" + id(request), "a2-" + id(request));
        assertThat(receipts).allSatisfy(receipt -> {
            assertThat(receipt.getContent()).isInstanceOf(Acceptance.class);
            assertThat(((Acceptance) receipt.getContent()).getParts()).isEqualTo(2);
        });
        assertThat(installation.raw(NAMES.receipt(Channel.SMS))).extracting(record -> record.key())
                .contains("first:a1-" + id(request), "first:a2-" + id(request));
        assertThat(installation.raw(NAMES.status()))
                .filteredOn(record -> record.key().equals(request.getIdentity().getCaseKey())).hasSize(2)
                .allSatisfy(record -> assertThat(record.headers().lastHeader("traceparent")).isNotNull());
    }

    /** The rate is the engine's: it lets an attempt that goes on call again, and one that has ended no more. */
    @Test
    void aProviderMayCallAgainAndGoOnInAnotherAttemptAtNoCost() throws Exception {
        // Given
        SmsRequest request = TestRequests.text();
        Queue<Attempt> asked = new ConcurrentLinkedQueue<>();
        first.answer(request, ignored -> {
            Attempt attempt = first.attempts().getLast();
            asked.add(attempt);
            return attempt.nextCall() && asked.size() > 1
                    ? ProviderResult.Accepted.under("a-" + id(request))
                    : new ProviderResult.Unfinished();
        });

        // When
        installation.send(request);

        // Then
        assertThat(awaitState(request, NotificationState.SENT).getAttempt()).isEqualTo(1);
        assertThat(first.calls(request)).isGreaterThan(1);
        assertThat(asked.element().nextCall()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"447700900801, DELIVERED, ", "447700900802, FAILED, RECIPIENT_UNREACHABLE",
            "447700900803, UNKNOWN, "})
    void whatIsForAReservedRecipientIsReportedOnAndNeverReachesTheProvider(String number, NotificationState state,
            StatusReason reason) {
        // Given
        SmsRequest request = SmsRequest.newBuilder(TestRequests.text()).setTo(number).build();

        // When
        installation.send(request);

        // Then
        awaitState(request, NotificationState.SENT);
        assertThat(first.calls(request) + second.calls(request)).isZero();
        List<ReceiptRecord> receipts = installation.values(NAMES.receipt(Channel.SMS), ReceiptRecord.class).stream()
                .filter(one -> one.getProviderReference().equals("reserved-" + id(request))).toList();
        assertThat(receipts).hasSize(2).allSatisfy(one -> assertThat(one.getProvider()).isEqualTo("first"));
        assertThat(receipts).extracting(ReceiptRecord::getContent).filteredOn(DeliveryReport.class::isInstance)
                .singleElement().isInstanceOfSatisfying(DeliveryReport.class, report -> {
                    assertThat(report.getState()).isEqualTo(state);
                    assertThat(report.getReason()).isEqualTo(reason);
                    assertThat(report.getProviderDetail()).isEqualTo("reserved");
                });
    }

    @Test
    void everyStepOfADeliveryIsInTheTraceOfItsNotificationAndSaysNothingOfThePerson() {
        // Given
        SmsRequest request = TestRequests.text();
        first.answer(request, ignored -> new ProviderResult.PermanentRecipient(StatusReason.UNKNOWN_RECIPIENT,
                "447700900123 is not known"));

        // When
        installation.send(request);

        // Then
        awaitState(request, NotificationState.FAILED);
        List<SpanData> spans = await().atMost(PATIENCE).until(() -> spans(request), found -> found.size() == 3);
        SpanData deliver = span(spans, "deliver");
        assertThat(span(spans, "call provider").getParentSpanId()).isEqualTo(deliver.getSpanId());
        assertThat(span(spans, "call provider").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span(spans, "settle").getParentSpanId()).isEqualTo(deliver.getParentSpanId());
        assertThat(spans).extracting(SpanData::toString).noneMatch(text -> text.contains(request.getTo())
                || text.contains(request.getText()) || text.contains(request.getIdentity().getCaseKey()));
        assertThat(deliver.getLinks()).as("the trace that the request came with is another").singleElement()
                .satisfies(link -> assertThat(link.getSpanContext().getTraceId())
                        .isEqualTo("0af7651916cd43dd8448eb211c80319c"));
        assertThat(installation.raw(NAMES.status()))
                .filteredOn(record -> record.key().equals(request.getIdentity().getCaseKey()))
                .allSatisfy(record -> assertThat(new String(record.headers().lastHeader("traceparent").value(),
                        StandardCharsets.UTF_8)).startsWith("00-" + traceOf(request) + "-"));
    }

    private static String traceOf(SmsRequest request) {
        return id(request).toString().replace("-", "");
    }

    private static List<SpanData> spans(SmsRequest request) {
        return SPANS.getFinishedSpanItems().stream().filter(span -> span.getTraceId().equals(traceOf(request)))
                .toList();
    }

    private static SpanData span(List<SpanData> spans, String name) {
        return spans.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void aHeartbeatGoesAsFarAsTheProviderAndNobodyHearsOfIt() {
        // Given
        double statuses = installation.raw(NAMES.status()).size();
        SmsRequest text = TestRequests.text();
        NotificationIdentity identity = NotificationIdentity.newBuilder(text.getIdentity())
                .setService(Names.HEARTBEAT_SERVICE).setCreatedAt(Instant.now().plusSeconds(3600)).build();
        SmsRequest heartbeat = SmsRequest.newBuilder(text).setIdentity(identity).build();
        double attempts = worker.meter("postroom.attempts");

        // When
        installation.send(heartbeat);

        // Then: it was made in the future, so that no other one is mistaken for it
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(worker.heartbeatAge("normal")).isNegative());
        assertThat(worker.heartbeatAge("bulk")).isPositive();
        assertThat(first.calls(heartbeat)).isZero();
        assertThat(second.calls(heartbeat)).isZero();
        assertThat(worker.meter("postroom.attempts")).isEqualTo(attempts);
        assertThat(installation.raw(NAMES.status())).hasSize((int) statuses);
    }

    @Test
    void aPassingFailureIsTriedAgain() {
        // Given
        SmsRequest request = TestRequests.text();
        AtomicBoolean failed = new AtomicBoolean();
        first.answer(request, ignored -> failed.compareAndSet(false, true)
                ? ProviderResult.Transient.of("busy")
                : ProviderResult.Accepted.under("t-" + id(request)));

        // When
        installation.send(request);

        // Then
        assertThat(awaitState(request, NotificationState.SENT).getAttempt()).isEqualTo(2);
        assertThat(first.calls(request)).isEqualTo(2);
    }

    @Test
    void aPermanentFailureEndsWithItsReason() {
        // Given
        SmsRequest request = TestRequests.text();
        first.answer(request, ignored -> new ProviderResult.PermanentRecipient(StatusReason.UNKNOWN_RECIPIENT,
                "smpp 0x0000000b"));

        // When
        installation.send(request);

        // Then
        NotificationStatus status = awaitState(request, NotificationState.FAILED);
        assertThat(status.getReason()).isEqualTo(StatusReason.UNKNOWN_RECIPIENT);
        assertThat(status.getProviderDetail()).isEqualTo("smpp 0x0000000b");
        assertThat(first.calls(request)).isEqualTo(1);
    }

    @Test
    void whatIsPastItsMomentIsNotHandedOver() {
        // Given
        SmsRequest request = TestRequests.text(UnknownOutcomePolicy.RESEND, Instant.now().minusSeconds(1));

        // When
        installation.send(request);

        // Then
        assertThat(awaitState(request, NotificationState.EXPIRED).getReason()).isEqualTo(StatusReason.TOO_OLD);
        assertThat(first.calls(request)).isZero();
    }

    @Test
    void anUnknownOutcomeIsAskedAboutWhenTheRequestSaysSo() {
        // Given
        SmsRequest request = TestRequests.text(UnknownOutcomePolicy.ASK, null);
        first.answer(request, ignored -> new ProviderResult.Unknown("no answer"));

        // When
        installation.send(request);

        // Then
        assertThat(awaitState(request, NotificationState.UNKNOWN).getReason()).isEqualTo(StatusReason.OUTCOME_UNKNOWN);
        assertThat(first.calls(request)).isEqualTo(1);
    }

    @Test
    void garbageGoesToTheDeadLettersAndTheStreamGoesOn() {
        // Given
        String garbage = "garbage-" + System.nanoTime();
        SmsRequest after = TestRequests.text();

        // When
        installation.send(garbage, new byte[]{0, 0, 0, 0});
        installation.send(garbage, new byte[]{0, 0, 0, 99, 99, 1, 2, 3});
        installation.send(after);

        // Then
        awaitState(after, NotificationState.SENT);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(installation.raw(NAMES.deadLetter(LANE)))
                .filteredOn(record -> record.key().equals(garbage)).hasSize(2));
    }

    @Test
    void aReportIsDurableWhenPublishingReturns() throws Exception {
        // Given
        DeliveryReport report = DeliveryReport.newBuilder().setState(NotificationState.DELIVERED).setReason(null)
                .setProviderDetail("DELIVERED").setNotificationId(null).build();
        String reference = "report-" + System.nanoTime();

        // When
        worker.receipts().publish("first", reference, Instant.ofEpochMilli(5), report);

        // Then
        assertThat(installation.values(NAMES.receipt(Channel.SMS), ReceiptRecord.class))
                .filteredOn(receipt -> receipt.getProviderReference().equals(reference)).singleElement()
                .satisfies(receipt -> {
                    assertThat(receipt.getContent()).isEqualTo(report);
                    assertThat(receipt.getOccurredAt()).isEqualTo(Instant.ofEpochMilli(5));
                });
    }

    @Test
    void aClosedProviderHandsOverToTheNextAndCostsNoAttempt() {
        // Given
        SmsRequest request = TestRequests.text();
        first.answer(request, ignored -> new ProviderResult.Configuration("bind 0x0000000e"));

        // When
        installation.send(request);

        // Then
        NotificationStatus status = awaitState(request, NotificationState.SENT);
        assertThat(status.getProvider()).isEqualTo("second");
        assertThat(status.getAttempt()).isEqualTo(1);
    }

    @Test
    void aSenderThatOneProviderRefusesGoesToTheNextAndTheProviderStaysOpenForOthers() {
        // Given
        // A sender of its own: what is closed here stays closed for a while.
        SmsRequest request = SmsRequest.newBuilder(TestRequests.text()).setSender("LANDREG").build();
        first.answer(request, ignored -> new ProviderResult.SenderRefused("smpp 0x0000000a"));

        // When
        installation.send(request);

        // Then
        NotificationStatus status = awaitState(request, NotificationState.SENT);
        assertThat(status.getProvider()).isEqualTo("second");
        assertThat(status.getAttempt()).isEqualTo(1);
    }

    @Test
    void anOrderlyStopWaitsForWhatIsInFlightAndLeavesTheRest() throws Exception {
        // Given
        try (TestInstallation own = new TestInstallation().withTopicsExcept()) {
            ScriptedProvider provider = new ScriptedProvider("only");
            CountDownLatch called = new CountDownLatch(1);
            CountDownLatch answer = new CountDownLatch(1);
            SmsRequest request = TestRequests.text();
            provider.answer(request, ignored -> {
                called.countDown();
                answer.await();
                return ProviderResult.Accepted.under("slow");
            });
            TestWorker stopping = TestWorker.start(own.bootstrap(), own.registry(), Map.of(), provider);
            own.send(request);
            called.await();

            // When
            Thread stop = Thread.ofPlatform().start(stopping::close);
            answer.countDown();
            stop.join();

            // Then
            assertThat(own.values(NAMES.status(), NotificationStatus.class)).extracting(NotificationStatus::getState)
                    .containsExactly(NotificationState.SENDING, NotificationState.SENT);
            assertThat(provider.running()).isFalse();

            // And another instance does not send it again
            SmsRequest next = TestRequests.text();
            try (TestWorker again = TestWorker.start(own.bootstrap(), own.registry(), Map.of(), provider)) {
                own.send(next);
                await().atMost(PATIENCE).until(() -> provider.calls(next) == 1);
                assertThat(again.readiness()).isNotNull();
            }
            assertThat(provider.calls(request)).isEqualTo(1);
        }
    }

    private static NotificationStatus awaitState(SmsRequest request, NotificationState state) {
        return await().atMost(PATIENCE).until(() -> installation.values(NAMES.status(), NotificationStatus.class)
                .stream().filter(one -> one.getIdentity().getNotificationId().equals(id(request)))
                .filter(one -> one.getState() == state).findFirst(), Optional::isPresent).orElseThrow();
    }

    private static List<ReceiptRecord> receipts(SmsRequest request) {
        return installation.values(NAMES.receipt(Channel.SMS), ReceiptRecord.class).stream()
                .filter(receipt -> receipt.getContent() instanceof Acceptance acceptance
                        && acceptance.getIdentity().getNotificationId().equals(id(request)))
                .toList();
    }
}
