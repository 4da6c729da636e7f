package io.postroom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.CoreConstants;
import ch.qos.logback.core.read.ListAppender;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.telemetry.LogDefaults;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;

/** What the log says of a notification that did not go out, in the form that a person reads. */
class LogLinesTest {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();

    @BeforeEach
    void listen() {
        written.start();
        context.getLogger(DeliveryLog.class).addAppender(written);
    }

    @AfterEach
    void stopListening() {
        context.getLogger(DeliveryLog.class).detachAppender(written);
    }

    @Test
    void a_line_names_the_notification_and_what_became_of_it() {
        // Given
        SmsRequest request = TestRequests.text();

        // When
        DeliveryLog.ended(request.getIdentity(), NotificationState.FAILED,
                new Publishing.Why(StatusReason.UNKNOWN_RECIPIENT, "first", "smpp 0x0000000b", 1));

        // Then
        assertThat(line(written.list.getFirst()))
                .contains("notificationId=\"" + TestRequests.id(request) + "\"", "state=\"failed\"",
                        "reason=\"unknown_recipient\"", "provider=\"first\"", "attempt=\"1\"")
                .doesNotContain(request.getTo(), request.getText(), request.getIdentity().getCaseKey());
    }

    @Test
    void what_arrives_is_not_told_at_the_usual_level() {
        // When
        DeliveryLog.ended(TestRequests.text().getIdentity(), NotificationState.SENT,
                new Publishing.Why(null, "first", null, 1));

        // Then
        assertThat(written.list).isEmpty();
    }

    private String line(ILoggingEvent event) {
        Map<String, String> words = new HashMap<>(
                Map.of("wEx", ExtendedWhitespaceThrowableProxyConverter.class.getName()));
        context.putObject(CoreConstants.PATTERN_RULE_REGISTRY, words);
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern((String) LogDefaults.properties().get("logging.pattern.console"));
        layout.start();
        return layout.doLayout(event);
    }
}
