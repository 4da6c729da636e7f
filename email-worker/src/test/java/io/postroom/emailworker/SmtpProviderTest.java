package io.postroom.emailworker;

import static io.postroom.emailworker.TestEmails.ATTEMPT;
import static io.postroom.emailworker.TestEmails.email;
import static io.postroom.emailworker.TestEmails.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postroom.deliveryengine.Pace;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.worker.Attempt;
import io.postroom.worker.ProviderResult;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider against a relay that answers as it is told. */
class SmtpProviderTest {
    private ScriptedRelay relay;
    private SmtpProvider provider;

    @BeforeEach
    void listen() throws Exception {
        relay = new ScriptedRelay();
        provider = provider(Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        provider.stop();
        relay.close();
    }

    private SmtpProvider provider(Map<String, String> more) throws Exception {
        return provider(relay.port(), more);
    }

    private static SmtpProvider provider(int port, Map<String, String> more) throws Exception {
        SmtpSettings settings = TestEmails.settings(port, more);
        return new SmtpProvider(settings,
                new RelayConnections(settings, SSLContext.getDefault().getSocketFactory()),
                new EmailComposer("example.org", new SimpleMeterRegistry()), TestEmails.RETURN);
    }

    @Test
    void anAcceptedMessageIsKnownByItsNotificationId() throws Exception {
        // Given
        EmailRequest request = email();

        // When
        ProviderResult result = provider.send(request, ATTEMPT);

        // Then
        assertThat(result).isEqualTo(
                new ProviderResult.Accepted(List.of(id(request).toString()), "smtp 250 2.0.0"));
        assertThat(relay.commands()).contains(
                "MAIL FROM:<" + TestEmails.RETURN.of("relay", id(request)) + "> RET=HDRS ENVID=" + id(request),
                "RCPT TO:<someone@example.org> NOTIFY=SUCCESS,FAILURE,DELAY");
        assertThat(relay.messages()).singleElement().asString()
                .contains("Message-ID: <" + id(request) + "@example.org>");
    }

    @Test
    void aRelayWithoutReportsIsAskedForNone() throws Exception {
        // Given
        relay.reply("EHLO", "250 relay");
        EmailRequest request = email();

        // When
        ProviderResult result = provider.send(request, ATTEMPT);

        // Then
        assertThat(result).isInstanceOf(ProviderResult.Accepted.class);
        assertThat(relay.commands()).contains("MAIL FROM:<" + TestEmails.RETURN.of("relay", id(request)) + ">",
                "RCPT TO:<someone@example.org>");
    }

    /** Connecting may take seconds: places that were taken before it would all be used at once. */
    @Test
    void theRateIsAskedWhenThereIsAConnectionAndBeforeAnythingOfTheMessageIsSent() throws Exception {
        // Given
        List<List<String>> heardBefore = new ArrayList<>();
        Attempt attempt = new Attempt(1, Instant.EPOCH, false, new Pace() {
            @Override
            public boolean firstCall() {
                heardBefore.add(relay.commands().stream().map(line -> line.split(" ")[0]).toList());
                return heardBefore.size() > 1;
            }

            @Override
            public boolean nextCall() {
                throw new AssertionError("one message is one call");
            }
        });

        // When
        ProviderResult first = provider.send(email(), attempt);
        ProviderResult second = provider.send(email(), attempt);

        // Then
        assertThat(provider.limits().placeAtCall()).isTrue();
        assertThat(heardBefore).containsExactly(List.of("EHLO"), List.of("EHLO"));
        assertThat(first).isEqualTo(new ProviderResult.Unfinished());
        assertThat(second).isInstanceOf(ProviderResult.Accepted.class);
        assertThat(relay.messages()).hasSize(1);
        assertThat(relay.connections()).isEqualTo(1);
    }

    @Test
    void aConnectionIsUsedAgain() throws Exception {
        // When
        for (int i = 0; i < 5; i++) {
            provider.send(email(), ATTEMPT);
        }

        // Then
        assertThat(relay.messages()).hasSize(5);
        assertThat(relay.connections()).isEqualTo(1);
    }

    @Test
    void noMoreConnectionsThanConfigured() throws Exception {
        // Given
        provider = provider(Map.of("connections", "2"));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // When
            List<Future<ProviderResult>> results = IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(() -> provider.send(email(), ATTEMPT))).toList();

            // Then
            for (Future<ProviderResult> result : results) {
                assertThat(result.get()).isInstanceOf(ProviderResult.Accepted.class);
            }
        }
        assertThat(relay.connections()).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"RCPT|550 5.1.1 <someone@example.org> unknown|UNKNOWN_RECIPIENT",
            "RCPT|550 5.1.2 No such domain|UNKNOWN_RECIPIENT", "RCPT|556 5.1.10 Null MX|UNKNOWN_RECIPIENT",
            "RCPT|550 5.2.1 Disabled|UNKNOWN_RECIPIENT", "RCPT|550 No such user|RECIPIENT_REFUSED",
            "DOT|550 5.1.1 Unknown|UNKNOWN_RECIPIENT"})
    void aPermanentRefusalOfTheRecipient(String command, String reply, StatusReason reason) throws Exception {
        // Given
        relay.reply(command, reply);

        // When
        ProviderResult result = provider.send(email(), ATTEMPT);

        // Then
        assertThat(result).isInstanceOfSatisfying(ProviderResult.PermanentRecipient.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.detail()).startsWith("smtp 55").doesNotContain("someone").doesNotContain("nknown");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"MAIL|451 4.3.0 Try later|Transient", "MAIL|421 4.3.2 Closing|Transient",
            "RCPT|450 4.2.0 Greylisted|Transient", "RCPT|451 4.7.1 Greylisted|Transient",
            "RCPT|552 5.2.2 Full|Transient", "DATA|451 4.3.0 Try later|Transient", "DOT|451 4.3.0 Try later|Transient",
            "MAIL|454 Throttling failure|Throttled", "MAIL|530 5.7.0 Authentication required|Configuration",
            "MAIL|553 5.7.1 Sender not allowed|SenderRefused", "MAIL|552 5.3.4 Too big|PermanentContent",
            "RCPT|550 5.7.1 Relaying denied|PermanentContent", "DOT|554 5.7.1 Spam|PermanentContent",
            "DOT|554 5.6.0 Malformed|PermanentContent", "DOT|554 Refused|PermanentContent"})
    void aRefusalHasItsClass(String command, String reply, String expected) throws Exception {
        // Given
        relay.reply(command, reply);

        // When
        ProviderResult result = provider.send(email(), ATTEMPT);

        // Then
        assertThat(result.getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void greylistingIsWaitedFor() throws Exception {
        // Given
        relay.reply("RCPT", "450 4.7.1 Greylisted");

        // When
        ProviderResult result = provider.send(email(), ATTEMPT);

        // Then
        assertThat(result).isEqualTo(new ProviderResult.Transient("smtp 450 4.7.1", Duration.ofMinutes(5)));
    }

    @Test
    void policyRefusalsOfManyDomainsInARowCloseTheProvider() throws Exception {
        // Given
        relay.reply("DOT", "554 5.7.1 Refused");

        // When
        List<ProviderResult> results = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            results.add(provider.send(TestEmails.builder().setTo("a@domain" + i + ".org").build(), ATTEMPT));
        }

        // Then
        assertThat(results.subList(0, 9)).allMatch(ProviderResult.PermanentContent.class::isInstance);
        assertThat(results.getLast()).isInstanceOf(ProviderResult.Configuration.class);
    }

    @ParameterizedTest
    @CsvSource({"MAIL", "RCPT", "DATA"})
    void aConnectionLostBeforeTheFinalDotIsKnownNotToHaveBeenAccepted(String command) throws Exception {
        // Given
        relay.reply(command, ScriptedRelay.DROP);

        // When, Then
        assertThat(provider.send(email(), ATTEMPT))
                .isEqualTo(ProviderResult.Transient.of("connection lost before the final dot"));
    }

    @Test
    void aConnectionLostAfterTheFinalDotIsUnknown() throws Exception {
        // Given
        relay.reply("DOT", ScriptedRelay.DROP);

        // When, Then
        assertThat(provider.send(email(), ATTEMPT))
                .isEqualTo(new ProviderResult.Unknown("connection lost after the final dot"));
    }

    @Test
    void afterAFailureTheNextMessageGoesThrough() throws Exception {
        // Given
        relay.reply("RCPT", "550 5.1.1 Unknown");
        provider.send(email(), ATTEMPT);
        relay.reply("RCPT", "250 2.1.5 Recipient");

        // When, Then
        assertThat(provider.send(email(), ATTEMPT)).isInstanceOf(ProviderResult.Accepted.class);
    }

    @ParameterizedTest
    @CsvSource({"554 5.3.2 Not today", "421 4.3.2 Full", "drop"})
    void aRelayThatTurnsUsAwayIsClosed(String greeting) throws Exception {
        // Given
        relay.reply("GREETING", greeting);

        // When, Then
        assertThat(provider.send(email(), ATTEMPT)).isEqualTo(new ProviderResult.Configuration("no connection"));
    }

    @Test
    void anAbsentRelayIsClosed() throws Exception {
        // Given
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }

        // When, Then
        assertThat(provider(nobody, Map.of()).send(email(), ATTEMPT))
                .isEqualTo(new ProviderResult.Configuration("no connection"));
    }

    @Test
    void aRefusedPasswordIsAConfigurationFault() throws Exception {
        // Given
        relay.reply("EHLO", "250-relay\r\n250 AUTH LOGIN PLAIN").reply("AUTH", "535 5.7.8 Bad credentials");
        provider = provider(Map.of("username", "postroom", "password", "wrong"));

        // When, Then
        assertThat(provider.send(email(), ATTEMPT))
                .isEqualTo(new ProviderResult.Configuration("authentication refused"));
    }

    @Test
    void whatIsNoAddressIsNotTried() throws Exception {
        // When
        ProviderResult recipient = provider.send(
                TestEmails.builder().setTo("someone@example.org>\r\nRCPT TO:<other@example.org").build(), ATTEMPT);
        ProviderResult sender = provider.send(TestEmails.builder().setFromAddress("nobody").build(), ATTEMPT);

        // Then
        assertThat(recipient).isEqualTo(new ProviderResult.PermanentRecipient(StatusReason.INVALID_ADDRESS,
                "not an e-mail address"));
        assertThat(sender).isEqualTo(new ProviderResult.PermanentContent("the sender is not an e-mail address"));
        assertThat(relay.commands()).isEmpty();
    }
}
