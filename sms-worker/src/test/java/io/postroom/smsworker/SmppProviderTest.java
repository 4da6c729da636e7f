package io.postroom.smsworker;

import static io.postroom.smsworker.TestTexts.ATTEMPT;
import static io.postroom.smsworker.TestTexts.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postroom.content.sms.Gsm7;
import io.postroom.deliveryengine.Pace;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.worker.Attempt;
import io.postroom.worker.Provider;
import io.postroom.worker.ProviderResult;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.NegativeResponseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** A provider against an SMSC that speaks the protocol. */
class SmppProviderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant NOW = Instant.parse("2026-11-20T09:30:00Z");

    private final RecordedReceipts receipts = new RecordedReceipts();
    private TestSmsc smsc;
    private Provider<SmsRequest> provider;

    @BeforeEach
    void listen() throws Exception {
        smsc = new TestSmsc();
    }

    @AfterEach
    void stop() throws Exception {
        if (provider != null) {
            provider.stop();
        }
        smsc.close();
    }

    private Provider<SmsRequest> start(Map<String, String> settings) throws Exception {
        SmsChannel channel = new SmsChannel(new SmsSettings(List.of(TestTexts.settings(smsc.port(), settings))),
                new DefaultSslBundleRegistry(), new SimpleMeterRegistry(), Clock.fixed(NOW, ZoneOffset.UTC));
        provider = channel.build(receipts).providers().getFirst();
        provider.start();
        return provider;
    }

    @Test
    void aShortTextIsOnePartWithAReceiptAskedFor() throws Exception {
        // Given
        start(Map.of());
        SmsRequest request = text("Your appointment is at 9", "GOVUK", NOW.plus(Duration.ofHours(2)));

        // When
        ProviderResult result = provider.send(request, ATTEMPT);

        // Then
        assertThat(result).isEqualTo(new ProviderResult.Accepted(List.of("id-1"), null));
        SubmitSm sent = smsc.submitted().getFirst();
        assertThat(new String(sent.getShortMessage(), StandardCharsets.US_ASCII)).isEqualTo("Your appointment is at 9");
        assertThat(sent.getDestAddress()).isEqualTo("447700900123");
        assertThat(sent.getDestAddrTon()).isEqualTo((byte) 1);
        assertThat(sent.getDestAddrNpi()).isEqualTo((byte) 1);
        assertThat(sent.getSourceAddr()).isEqualTo("GOVUK");
        assertThat(sent.getSourceAddrTon()).isEqualTo((byte) 5);
        assertThat(sent.getSourceAddrNpi()).isEqualTo((byte) 0);
        assertThat(sent.getRegisteredDelivery()).isEqualTo((byte) 1);
        assertThat(sent.getDataCoding()).isEqualTo((byte) 0);
        assertThat(sent.getEsmClass()).isEqualTo((byte) 0);
        assertThat(sent.getValidityPeriod()).isEqualTo("261120113000000+");
    }

    @Test
    void aWelshTextGoesAsUcs2() throws Exception {
        // Given
        start(Map.of());

        // When
        provider.send(text("Mae eich apwyntiad am naw, ŵyr"), ATTEMPT);

        // Then
        SubmitSm sent = smsc.submitted().getFirst();
        assertThat(sent.getDataCoding()).isEqualTo((byte) 8);
        assertThat(new String(sent.getShortMessage(), StandardCharsets.UTF_16BE))
                .isEqualTo("Mae eich apwyntiad am naw, ŵyr");
    }

    @Test
    void aLongTextIsJoinedByHeadersAndHasAReferenceForEachPart() throws Exception {
        // Given
        start(Map.of());
        String long3 = "0123456789".repeat(40);

        // When
        ProviderResult result = provider.send(text(long3), ATTEMPT);

        // Then
        assertThat(result).isEqualTo(new ProviderResult.Accepted(List.of("id-1", "id-2", "id-3"), null));
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            SubmitSm part = smsc.submitted().get(i);
            byte[] body = part.getShortMessage();
            assertThat(part.getEsmClass()).isEqualTo((byte) 0x40);
            assertThat(Arrays.copyOf(body, 6)).isEqualTo(
                    new byte[]{5, 0, 3, smsc.submitted().getFirst().getShortMessage()[3], 3, (byte) (i + 1)});
            joined.append(Gsm7.decode(Arrays.copyOfRange(body, 6, body.length)));
        }
        assertThat(joined).hasToString(long3);
    }

    @Test
    void afterAFailedPartOnlyWhatIsMissingIsSent() throws Exception {
        // Given
        start(Map.of());
        SmsRequest request = text("0123456789".repeat(40));
        smsc.answer(sm -> {
            if (smsc.submitted().size() == 2) {
                throw TestSmsc.status(SMPPConstant.STAT_ESME_RSYSERR);
            }
            return "n" + smsc.submitted().size();
        });

        // When
        ProviderResult first = provider.send(request, ATTEMPT);
        ProviderResult second = provider.send(request, ATTEMPT);

        // Then
        assertThat(first).isEqualTo(ProviderResult.Transient.of("smpp 0x00000008"));
        assertThat(second).isEqualTo(new ProviderResult.Accepted(List.of("n1", "n3", "n4"), null));
        assertThat(smsc.submitted()).extracting(sm -> sm.getShortMessage()[5]).containsExactly((byte) 1, (byte) 2,
                (byte) 2, (byte) 3);
        assertThat(smsc.submitted()).extracting(sm -> sm.getShortMessage()[3]).containsOnly(
                smsc.submitted().getFirst().getShortMessage()[3]);
    }

    /** What has ended needs no place in the memory of what was sent in part. */
    @Test
    void aTextThatWasRefusedForGoodIsNotRemembered() throws Exception {
        // Given
        start(Map.of());
        SmsRequest request = text("0123456789".repeat(20));
        smsc.answer(sm -> {
            if (smsc.submitted().size() == 2) {
                throw TestSmsc.status(SMPPConstant.STAT_ESME_RINVDSTADR);
            }
            return "n" + smsc.submitted().size();
        });

        // When
        ProviderResult first = provider.send(request, ATTEMPT);
        ProviderResult sentAgainByAPerson = provider.send(request, ATTEMPT);

        // Then
        assertThat(first).isInstanceOf(ProviderResult.PermanentRecipient.class);
        assertThat(sentAgainByAPerson).isEqualTo(new ProviderResult.Accepted(List.of("n3", "n4"), null));
    }

    /** Providers count parts: an attempt begins with a place in the rate for one, and asks for each further one in turn. */
    @Test
    void eachFurtherPartWaitsForItsPlaceInTheRate() throws Exception {
        // Given
        start(Map.of());
        List<Integer> submittedBefore = new ArrayList<>();

        // When
        provider.send(text("0123456789".repeat(90)), pacedBy(() -> submittedBefore.add(smsc.submitted().size())));
        provider.send(text("Hello"), pacedBy(() -> submittedBefore.add(-1)));

        // Then
        assertThat(submittedBefore).containsExactly(1, 2, 3, 4, 5);
        assertThat(smsc.submitted()).hasSize(7);
    }

    @Test
    void aTextWithoutAPlaceForItsNextPartGoesOnWithItLater() throws Exception {
        // Given
        start(Map.of());
        SmsRequest request = text("0123456789".repeat(90));

        // When
        ProviderResult first = provider.send(request, pacedBy(() -> smsc.submitted().size() < 4));
        int submitted = smsc.submitted().size();
        ProviderResult second = provider.send(request, ATTEMPT);

        // Then
        assertThat(first).isEqualTo(new ProviderResult.Unfinished());
        assertThat(submitted).isEqualTo(4);
        assertThat(second).isEqualTo(
                new ProviderResult.Accepted(List.of("id-1", "id-2", "id-3", "id-4", "id-5", "id-6"), null));
        assertThat(smsc.submitted()).extracting(sm -> sm.getShortMessage()[5]).containsExactly((byte) 1, (byte) 2,
                (byte) 3, (byte) 4, (byte) 5, (byte) 6);
    }

    /** Many places that have come while the window was full must not be used within one second. */
    @Test
    void aTextThatWaitedForTheWindowTakesAPlaceOfThatMoment() throws Exception {
        // Given
        start(Map.of("window", "1"));
        CountDownLatch release = new CountDownLatch(1);
        answerAfter(release);
        List<String> asked = new CopyOnWriteArrayList<>();
        Thread first = sending("Hello", begun(() -> asked.add("first")));
        await().atMost(PATIENCE).until(() -> smsc.submitted().size() == 1);
        Thread second = sending("Hello again", begun(() -> asked.add("second")));
        await().atMost(PATIENCE).until(() -> second.getState() == Thread.State.TIMED_WAITING);
        List<String> askedBefore = List.copyOf(asked);

        // When
        release.countDown();

        // Then
        first.join();
        second.join();
        assertThat(askedBefore).as("while it waited").containsExactly("first");
        assertThat(asked).containsExactly("first", "second");
        assertThat(smsc.submitted()).hasSize(2);
    }

    /** Whoever asks for a further call may have sent something; a text that only waited has not. */
    @Test
    void aTextWithoutAPlaceAfterItWaitedForTheWindowIsNotPartlySent() throws Exception {
        // Given
        start(Map.of());
        List<String> further = new ArrayList<>();

        // When
        ProviderResult result = provider.send(text("0123456789".repeat(40)), new Attempt(1, Instant.EPOCH, false,
                pace(() -> false, () -> further.add("further"))));

        // Then
        assertThat(result).isEqualTo(new ProviderResult.Unfinished());
        assertThat(further).isEmpty();
        assertThat(smsc.submitted()).isEmpty();
    }

    private static Attempt begun(BooleanSupplier firstCall) {
        return new Attempt(1, Instant.EPOCH, false, pace(firstCall, () -> true));
    }

    private static Pace pace(BooleanSupplier firstCall, BooleanSupplier nextCall) {
        return new Pace() {
            @Override
            public boolean firstCall() {
                return firstCall.getAsBoolean();
            }

            @Override
            public boolean nextCall() {
                return nextCall.getAsBoolean();
            }
        };
    }

    private static Attempt pacedBy(BooleanSupplier nextCall) {
        return new Attempt(1, Instant.EPOCH, false, nextCall::getAsBoolean);
    }

    private void answerAfter(CountDownLatch released) {
        smsc.answer(sm -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "late";
        });
    }

    private Thread sending(String text, Attempt attempt) {
        return Thread.ofPlatform().start(() -> {
            try {
                provider.send(text(text), attempt);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"0x58,Throttled", "0x14,Throttled", "0x08,Transient", "0x64,Transient", "0xff,Transient",
            "0x403,Transient", "0x0b,PermanentRecipient", "0x0a,SenderRefused", "0x0f,Configuration",
            "0x45,PermanentContent",
            "0x01,PermanentContent", "0x62,PermanentContent", "0x65,PermanentContent", "0x66,PermanentContent"})
    void aRefusalHasItsClass(String status, String expected) throws Exception {
        // Given
        start(Map.of());
        smsc.answer(sm -> {
            throw TestSmsc.status(Integer.decode(status));
        });

        // When
        ProviderResult result = provider.send(text("Hello"), ATTEMPT);

        // Then
        assertThat(result.getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void aProvidersOwnVerdictWins() throws Exception {
        // Given
        start(Map.of("status-codes[0x45]", "transient", "status-codes[1027]", "recipient"));
        smsc.answer(sm -> {
            throw TestSmsc.status(smsc.submitted().size() == 1 ? 0x45 : 1027);
        });

        // When, Then
        assertThat(provider.send(text("Hello"), ATTEMPT)).isEqualTo(ProviderResult.Transient.of("smpp 0x00000045"));
        assertThat(provider.send(text("Hello"), ATTEMPT)).isEqualTo(
                new ProviderResult.PermanentRecipient(StatusReason.UNKNOWN_RECIPIENT, "smpp 0x00000403"));
    }

    @Test
    void noAnswerIsUnknown() throws Exception {
        // Given
        start(Map.of("response-timeout", "200ms"));
        CountDownLatch never = new CountDownLatch(1);
        answerAfter(never);

        // When
        ProviderResult result = provider.send(text("Hello"), ATTEMPT);

        // Then
        assertThat(result).isEqualTo(new ProviderResult.Unknown("no submit_sm_resp"));
        never.countDown();
    }

    @Test
    void aRefusedBindClosesTheProviderAndIsTriedAgain() throws Exception {
        // Given
        smsc.refuseBinds(SMPPConstant.STAT_ESME_RINVPASWD);
        start(Map.of());

        // When, Then
        assertThat(provider.send(text("Hello"), ATTEMPT))
                .isEqualTo(new ProviderResult.Configuration("bind smpp 0x0000000e"));
        assertThat(smsc.submitted()).isEmpty();

        // And when the password is mended
        smsc.refuseBinds(0);
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(provider.send(text("Hello"), ATTEMPT)).isInstanceOf(ProviderResult.Accepted.class));
    }

    @Test
    void aLostLinkIsBoundAgain() throws Exception {
        // Given
        start(Map.of());
        provider.send(text("Hello"), ATTEMPT);

        // When
        smsc.dropSessions();

        // Then
        await().atMost(PATIENCE).until(() -> smsc.sessions().size() == 2);
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(provider.send(text("Hello"), ATTEMPT)).isInstanceOf(ProviderResult.Accepted.class));
    }

    @Test
    void stoppingUnbinds() throws Exception {
        // Given
        start(Map.of("sessions", "2"));
        await().atMost(PATIENCE).until(() -> smsc.sessions().size() == 2);

        // When
        provider.stop();

        // Then
        await().atMost(PATIENCE).until(() -> smsc.sessions().stream()
                .noneMatch(session -> session.getSessionState().isBound()));
        assertThat(provider.send(text("Hello"), ATTEMPT)).isInstanceOf(ProviderResult.Configuration.class);
    }

    @Test
    void aReceiptIsPublishedUnderTheReferenceOfTheAnswer() throws Exception {
        // Given: the usual defect, hexadecimal in the answer and padded decimal in the receipt
        start(Map.of("response-id", "hex", "receipt-id", "decimal"));
        smsc.answer(sm -> "1A2F");
        ProviderResult result = provider.send(text("Hello"), ATTEMPT);

        // When
        smsc.deliver("id:0000006703 sub:001 dlvrd:001 submit date:2611200929 done date:2611200929 stat:DELIVRD "
                + "err:000 text:Hello", 0x04);

        // Then
        assertThat(result).isEqualTo(ProviderResult.Accepted.under("6703"));
        RecordedReceipts.Published published = receipts.published().getFirst();
        assertThat(published.provider()).isEqualTo("smsc");
        assertThat(published.reference()).isEqualTo("6703");
        assertThat(published.occurredAt()).isEqualTo(Instant.parse("2026-11-20T09:29:00Z"));
        assertThat(published.report().getState()).isEqualTo(NotificationState.DELIVERED);
    }

    @Test
    void theSmscIsAskedToRepeatAReceiptThatIsNotDurable() throws Exception {
        // Given
        start(Map.of());
        receipts.away(true);

        // When, Then
        assertThatThrownBy(() -> smsc.deliver("id:7 stat:DELIVRD", 0x04))
                .isInstanceOfSatisfying(NegativeResponseException.class, refused -> assertThat(
                        refused.getCommandStatus()).isEqualTo(SMPPConstant.STAT_ESME_RX_T_APPN));
        assertThat(receipts.published()).isEmpty();

        // And when Kafka is back
        receipts.away(false);
        smsc.deliver("id:7 stat:DELIVRD", 0x04);
        assertThat(receipts.published()).hasSize(1);
    }

    @Test
    void anAnswerOfAPersonIsNoReceipt() throws Exception {
        // Given
        start(Map.of());

        // When
        smsc.deliver("id:7 stat:DELIVRD", 0);

        // Then
        assertThat(receipts.published()).isEmpty();
    }
}
