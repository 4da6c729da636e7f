package io.postroom.smsworker;

import static io.postroom.worker.TestInstallation.NAMES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.MeterRegistry;
import io.postroom.schemas.v1.Acceptance;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DeliveryReport;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.NotificationStatus;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.ReceiptRecord;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.worker.TestInstallation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsmpp.SMPPConstant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The application as it is started, between a real broker and an SMSC, logging all it can. */
class SmsWorkerApplicationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CANARY = "canary-7f3a";

    private static final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private static TestInstallation installation;
    private static TestSmsc smsc;
    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void start() throws Exception {
        installation = new TestInstallation(Channel.SMS).withTopicsExcept();
        smsc = new TestSmsc();
        application = new SpringApplicationBuilder(SmsWorkerApplication.class).properties(Map.ofEntries(
                Map.entry("server.port", "0"), Map.entry("postroom.kafka.bootstrap-servers", installation.bootstrap()),
                Map.entry("postroom.schema-registry.url", installation.registry()),
                Map.entry("postroom.schema-registry.auto-register", "true"),
                Map.entry("postroom.worker.first-delay", "50ms"), Map.entry("logging.level.root", "DEBUG"),
                Map.entry("logging.level.org.jsmpp", "TRACE"), Map.entry("logging.level.org.apache.kafka", "INFO"),
                Map.entry("postroom.sms.providers[0].name", "smsc"),
                Map.entry("postroom.sms.providers[0].host", "127.0.0.1"),
                Map.entry("postroom.sms.providers[0].port", String.valueOf(smsc.port())),
                Map.entry("postroom.sms.providers[0].system-id", "postroom"),
                Map.entry("postroom.sms.providers[0].password", "s3cret"))).run();
        logged.start();
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        assertThat(root.getLevel()).isEqualTo(Level.DEBUG);
        root.addAppender(logged);
    }

    @AfterAll
    static void stop() throws Exception {
        application.close();
        smsc.close();
        installation.close();
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME)
                .detachAppender(logged);
    }

    @Test
    void aTextIsSentAndItsReceiptPublishedAndNobodyIsNamedInALog() throws Exception {
        // Given
        SmsRequest request = TestTexts.text(CANARY + " your appointment");
        SmsRequest refused = SmsRequest.newBuilder(TestTexts.text(CANARY + " refused")).setTo("447700900999").build();
        smsc.answer(sm -> {
            if (sm.getDestAddress().endsWith("999")) {
                throw TestSmsc.status(SMPPConstant.STAT_ESME_RINVDSTADR);
            }
            return "abc123";
        });

        // When
        installation.send("case-1", request);
        installation.send("case-2", refused);
        awaitState(request, NotificationState.SENT);
        NotificationStatus failed = awaitState(refused, NotificationState.FAILED);
        smsc.deliver("id:abc123 sub:001 dlvrd:001 stat:DELIVRD err:000 text:" + CANARY, 0x04);

        // Then
        assertThat(failed.getProviderDetail()).isEqualTo("smpp 0x0000000b");
        List<ReceiptRecord> receipts = installation.values(NAMES.receipt(Channel.SMS), ReceiptRecord.class);
        assertThat(receipts).extracting(ReceiptRecord::getProviderReference).containsOnly("abc123");
        assertThat(receipts).extracting(receipt -> (Object) receipt.getContent().getClass())
                .containsExactly(Acceptance.class, DeliveryReport.class);
        assertThat(List.copyOf(logged.list)).isNotEmpty().allSatisfy(event -> {
            String line = event.getFormattedMessage() + event.getKeyValuePairs() + event.getThrowableProxy();
            assertThat(line).doesNotContain(CANARY).doesNotContain("447700900").doesNotContain("s3cret");
        });
        assertThat(installation.raw(NAMES.deadLetter(NAMES.request(Channel.SMS, Priority.NORMAL)))).isEmpty();
    }

    @Test
    void sessionsAreCountedHoweverLongTheWorkerRuns() {
        // When: what nobody holds is gone
        System.gc();

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(application.getBean(MeterRegistry.class)
                .get("postroom.sms.sessions").tag("provider", "smsc").gauge().value()).isEqualTo(1.0));
    }

    private static NotificationStatus awaitState(SmsRequest request, NotificationState state) {
        return await().atMost(PATIENCE).until(() -> installation.values(NAMES.status(), NotificationStatus.class)
                .stream().filter(one -> one.getIdentity().equals(request.getIdentity()))
                .filter(one -> one.getState() == state).toList(), found -> !found.isEmpty()).getFirst();
    }
}
