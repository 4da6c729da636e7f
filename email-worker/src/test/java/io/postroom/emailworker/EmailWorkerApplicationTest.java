package io.postroom.emailworker;

import static io.postroom.worker.TestInstallation.NAMES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DeliveryReport;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.ReceiptRecord;
import io.postroom.worker.TestInstallation;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayInputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The application as it is started, between a real broker and a relay, logging all it can. */
class EmailWorkerApplicationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CANARY = "canary-7f3a";

    private static final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private static TestInstallation installation;
    private static ScriptedRelay relay;
    private static int bouncePort;
    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void start() throws Exception {
        installation = new TestInstallation(Channel.EMAIL).withTopicsExcept();
        relay = new ScriptedRelay();
        try (ServerSocket free = new ServerSocket(0)) {
            bouncePort = free.getLocalPort();
        }
        application = new SpringApplicationBuilder(EmailWorkerApplication.class).properties(Map.ofEntries(
                Map.entry("server.port", "0"), Map.entry("postroom.kafka.bootstrap-servers", installation.bootstrap()),
                Map.entry("postroom.schema-registry.url", installation.registry()),
                Map.entry("postroom.schema-registry.auto-register", "true"),
                Map.entry("postroom.worker.first-delay", "50ms"), Map.entry("logging.level.root", "DEBUG"),
                Map.entry("logging.level.org.eclipse.angus.mail", "TRACE"),
                Map.entry("logging.level.org.apache.kafka", "INFO"),
                Map.entry("postroom.keys.secret", "a key of some length"),
                Map.entry("postroom.email.providers[0].name", "relay"),
                Map.entry("postroom.email.providers[0].host", "127.0.0.1"),
                Map.entry("postroom.email.providers[0].port", String.valueOf(relay.port())),
                Map.entry("postroom.email.providers[0].tls", "none"),
                Map.entry("postroom.email.bounces.address", "bounces@bounce.example.org"),
                Map.entry("postroom.email.bounces.port", String.valueOf(bouncePort)))).run();
        logged.start();
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        assertThat(root.getLevel()).isEqualTo(Level.DEBUG);
        root.addAppender(logged);
    }

    @AfterAll
    static void stop() throws Exception {
        application.close();
        relay.close();
        installation.close();
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME)
                .detachAppender(logged);
    }

    @Test
    void anEmailIsSentAndItsReportPublishedAndNobodyIsNamedInALog() throws Exception {
        // Given
        EmailRequest request = TestEmails.builder().setTo(CANARY + "@example.org").setSubject(CANARY).build();

        // When
        installation.send("case-1", request);
        awaitState(request, NotificationState.SENT);
        String returnAddress = relay.commands().stream().filter(command -> command.startsWith("MAIL FROM:")).findFirst()
                .orElseThrow().replaceFirst("MAIL FROM:<([^>]*)>.*", "$1");
        report(returnAddress);
        relay.reply("RCPT", "550 5.1.1 <" + CANARY + "@example.org> unknown");
        EmailRequest refused = TestEmails.builder().setTo(CANARY + "@example.org").build();
        installation.send("case-2", refused);
        NotificationStatus failed = awaitState(refused, NotificationState.FAILED);

        // Then
        assertThat(failed.getProviderDetail()).isEqualTo("smtp 550 5.1.1");
        List<ReceiptRecord> receipts = installation.values(NAMES.receipt(Channel.EMAIL), ReceiptRecord.class);
        assertThat(receipts).hasSize(2).extracting(ReceiptRecord::getProviderReference)
                .containsOnly(TestEmails.id(request).toString());
        assertThat(((DeliveryReport) receipts.getLast().getContent()).getState())
                .isEqualTo(NotificationState.DELIVERED);
        assertThat(List.copyOf(logged.list)).isNotEmpty().allSatisfy(event -> {
            String line = event.getFormattedMessage() + event.getKeyValuePairs() + event.getThrowableProxy();
            assertThat(line).doesNotContain(CANARY).doesNotContain("a key of some length");
        });
    }

    private static void report(String returnAddress) throws Exception {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", String.valueOf(bouncePort));
        SMTPMessage report = new SMTPMessage(Session.getInstance(properties), new ByteArrayInputStream("""
            From: MAILER-DAEMON@relay.example
            To: bounces@bounce.example.org
            Subject: Delivery report
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="report"

            --report
            Content-Type: message/delivery-status

            Reporting-MTA: dns; relay.example

            Final-Recipient: rfc822; %s@example.org
            Action: delivered
            Status: 2.0.0

            --report--
            """.formatted(CANARY).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII)));
        report.setEnvelopeFrom("<>");
        Transport.send(report, new InternetAddress[]{new InternetAddress(returnAddress)});
    }

    private static NotificationStatus awaitState(EmailRequest request, NotificationState state) {
        return await().atMost(PATIENCE).until(() -> installation.values(NAMES.status(), NotificationStatus.class)
                .stream().filter(one -> one.getIdentity().equals(request.getIdentity()))
                .filter(one -> one.getState() == state).toList(), found -> !found.isEmpty()).getFirst();
    }
}
