package io.postroom.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.postroom.content.template.Message;
import io.postroom.content.value.Value;
import io.postroom.rules.decision.RecipientDecision;
import io.postroom.rules.decision.ServiceDecision;
import io.postroom.rules.expression.Values;
import io.postroom.rules.identity.NotificationIds;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.schemas.v1.StatusReason;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecideSendsTest {
    private static final UUID ID = UUID.fromString("11111111-2222-4333-8444-555555555555");
    private static final Instant NOW = Instant.parse("2026-11-20T09:30:00Z");

    @TempDir
    private Path root;
    private RuleBook book;

    @BeforeEach
    void load() {
        book = new RuleFolder(root).file("svc/rules.yaml", """
            service: svc
            sources: [case-events]
            senders: { sms: Example }
            rules:
              - id: greet
                on: x.happened
                to: applicant
                send: { channels: [sms], template: hello, values: { due: event.id } }
            """).template("svc", "hello.sms.en", "By ((due))").template("svc", "hello.sms.cy", "Erbyn ((due))")
                .load();
    }

    private static SendRequest.Builder request() {
        return SendRequest.newBuilder().setSendId(ID).setService("svc").setTemplateId("hello")
                .setChannels(List.of(Channel.SMS)).setRequestedBy("clerk-7").setRequestedAt(NOW)
                .setValues(Map.of("Due", Values.toAvro(new Value.Date(LocalDate.of(2026, 12, 1)))))
                .setRecipient(Recipient.newBuilder().setRole("recipient").setMobile("07700900111").build());
    }

    private RecipientDecision one(SendRequest request) {
        ServiceDecision decision = book.decide(request, NOW);
        assertThat(decision).isInstanceOf(ServiceDecision.Asked.class);
        assertThat(((ServiceDecision.Asked) decision).recipients()).hasSize(1);
        return ((ServiceDecision.Asked) decision).recipients().getFirst();
    }

    private static void assertFailed(RecipientDecision decision, StatusReason reason) {
        assertThat(decision).isInstanceOfSatisfying(RecipientDecision.Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo(reason));
    }

    @Test
    void aSendRequestBecomesAMessage() {
        // Given
        Instant later = NOW.plusSeconds(3600);

        // When
        RecipientDecision decision = one(request().setBatchRow(4).setSendAt(later).build());

        // Then
        assertThat(decision).isInstanceOfSatisfying(RecipientDecision.Send.class, send -> {
            assertThat(((Message.SmsMessage) send.message().message()).text()).isEqualTo("By 1 December 2026");
            assertThat(send.message().notificationId())
                    .isEqualTo(NotificationIds.forSend(ID, 4, io.postroom.content.Channel.SMS));
            assertThat(send.message().sendAt()).isEqualTo(later);
        });
    }

    @Test
    void theRecipientsLanguage() {
        // Given
        SendRequest request = request().setRecipient(Recipient.newBuilder().setRole("r").setMobile("07700900111")
                .setLanguage(Language.CY).build()).build();

        // Then
        assertThat(one(request)).isInstanceOfSatisfying(RecipientDecision.Send.class,
                send -> assertThat(((Message.SmsMessage) send.message().message()).text())
                        .isEqualTo("Erbyn 1 Rhagfyr 2026"));
    }

    @Test
    void onlyTheTemplateThatWasApproved() {
        // Given
        String current = ((RecipientDecision.Send) one(request().build())).message().templateHash();

        // Then
        assertThat(one(request().setTemplateHashes(Map.of("sms.en", current)).build()))
                .isInstanceOf(RecipientDecision.Send.class);
        assertFailed(one(request().setTemplateHashes(Map.of("sms.en", "other")).build()), StatusReason.NO_TEMPLATE);
        assertFailed(one(request().setTemplateHashes(Map.of("email.en", current)).build()), StatusReason.NO_TEMPLATE);
    }

    @Test
    void whatCannotBeSent() {
        assertFailed(one(request().setTemplateId("nothing").build()), StatusReason.NO_TEMPLATE);
        assertFailed(one(request().setValues(Map.of()).build()), StatusReason.MISSING_VALUE);
        assertFailed(one(request().setChannels(List.of(Channel.EMAIL)).build()), StatusReason.SENDER_NOT_BOUND);
        assertFailed(one(request().setChannels(List.of(Channel.UNRECOGNISED)).build()),
                StatusReason.REQUEST_UNREADABLE);
        assertFailed(one(request().setRecipient(Recipient.newBuilder().setRole("r").build()).build()),
                StatusReason.NO_ADDRESS);
    }

    @Test
    void whatIsRefusedAsAWhole() {
        assertThat(book.decide(request().setService("other").build(), NOW)).isInstanceOfSatisfying(
                ServiceDecision.Refused.class,
                refused -> assertThat(refused.reason()).isEqualTo(StatusReason.SERVICE_NOT_BOUND));
        assertThat(book.decide(request().setExpiresAt(NOW).build(), NOW)).isInstanceOfSatisfying(
                ServiceDecision.Refused.class,
                refused -> assertThat(refused.reason()).isEqualTo(StatusReason.TOO_OLD));
    }
}
