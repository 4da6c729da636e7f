package io.postroom.emailworker;

import static io.postroom.emailworker.TestEmails.ATTEMPT;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postroom.worker.ProviderResult;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** Connections to relays that others wrote. */
class RelayConnectionsTest {
    @TempDir
    static Path folder;
    private static TestCertificate certificate;

    @BeforeAll
    static void make() throws Exception {
        certificate = TestCertificate.make(folder);
    }

    @ParameterizedTest
    @CsvSource({"localhost,Accepted", "127.0.0.1,Configuration"})
    void startTlsGoesToTheHostOfTheCertificateAndToNoOther(String host, String expected) throws Exception {
        // Given
        AtomicBoolean arrived = new AtomicBoolean();
        SMTPServer relay = SMTPServer.port(0).bindAddress(Optional.of(InetAddress.getByName("127.0.0.1")))
                .enableTLS().requireTLS().startTlsSocketFactory(certificate.server())
                .simpleMessageListener(new Listener(arrived)).build();
        relay.start();
        try {
            // When
            ProviderResult result = send(certificate.client(),
                    Map.of("host", host, "tls", "starttls", "port", String.valueOf(relay.getPortAllocated())));

            // Then
            assertThat(result.getClass().getSimpleName()).isEqualTo(expected);
            assertThat(arrived.get()).isEqualTo(expected.equals("Accepted"));
        } finally {
            relay.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({"localhost,Accepted", "127.0.0.1,Configuration"})
    void implicitTlsGoesToTheHostOfTheCertificateAndToNoOther(String host, String expected) throws Exception {
        // Given
        SMTPServer relay = SMTPServer.port(0).bindAddress(Optional.of(InetAddress.getByName("127.0.0.1")))
                .serverSocketFactory(certificate.server()).simpleMessageListener(new Listener(new AtomicBoolean()))
                .build();
        relay.start();
        try {
            // When
            ProviderResult result = send(certificate.client(),
                    Map.of("host", host, "tls", "implicit", "port", String.valueOf(relay.getPortAllocated())));

            // Then
            assertThat(result.getClass().getSimpleName()).isEqualTo(expected);
        } finally {
            relay.stop();
        }
    }

    @Test
    void aCertificateOfAStrangerIsRefused() throws Exception {
        // Given
        SMTPServer relay = SMTPServer.port(0).bindAddress(Optional.of(InetAddress.getByName("127.0.0.1")))
                .enableTLS().startTlsSocketFactory(certificate.server())
                .simpleMessageListener(new Listener(new AtomicBoolean())).build();
        relay.start();
        try {
            // When
            ProviderResult result = send(SSLContext.getDefault(), Map.of("host", "localhost", "tls", "starttls",
                    "port", String.valueOf(relay.getPortAllocated())));

            // Then
            assertThat(result).isEqualTo(new ProviderResult.Configuration("no connection"));
        } finally {
            relay.stop();
        }
    }

    @Test
    void aRelayWithoutStartTlsGetsNothingInPlainText() throws Exception {
        // Given
        try (ScriptedRelay relay = new ScriptedRelay()) {
            // When
            ProviderResult result = send(certificate.client(),
                    Map.of("host", "localhost", "tls", "starttls", "port", String.valueOf(relay.port())));

            // Then
            assertThat(result).isEqualTo(new ProviderResult.Configuration("no connection"));
            assertThat(relay.commands()).noneMatch(command -> command.startsWith("MAIL"));
        }
    }

    @Test
    void anotherMailServerTakesAndReadsTheMessage() throws Exception {
        // Given
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.setUser("someone@example.org", "secret");
        server.start();
        try {
            // When
            ProviderResult result = send(SSLContext.getDefault(),
                    Map.of("port", String.valueOf(server.getSmtp().getPort())));

            // Then
            assertThat(result).isInstanceOf(ProviderResult.Accepted.class);
            MimeMessage received = server.getReceivedMessages()[0];
            assertThat(received.getSubject()).isEqualTo("Your evidence");
            assertThat(received.getHeader("Return-Path", null)).contains("bounces+");
        } finally {
            server.stop();
        }
    }

    private static ProviderResult send(SSLContext trust, Map<String, String> settings) throws Exception {
        SmtpSettings relay = TestEmails.settings(25, settings);
        SmtpProvider provider = new SmtpProvider(relay, new RelayConnections(relay, trust.getSocketFactory()),
                new EmailComposer("example.org", new SimpleMeterRegistry()), TestEmails.RETURN);
        try {
            return provider.send(TestEmails.email(), ATTEMPT);
        } finally {
            provider.stop();
        }
    }

    private record Listener(AtomicBoolean arrived) implements SimpleMessageListener {
        @Override
        public boolean accept(String from, String recipient) {
            return true;
        }

        @Override
        public void deliver(String from, String recipient, InputStream data) throws IOException {
            data.readAllBytes();
            arrived.set(true);
        }
    }
}
