package io.postroom.smsworker;

import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DeliveryTerms;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import io.postroom.worker.Attempt;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Requests, attempts and settings for tests. */
final class TestTexts {
    static final Attempt ATTEMPT = new Attempt(1, Instant.EPOCH, false);

    private TestTexts() {}

    static SmsRequest text(String text) {
        return text(text, "GOVUK", null);
    }

    static SmsRequest text(String text, String sender, Instant expiresAt) {
        UUID id = UUID.randomUUID();
        return SmsRequest.newBuilder()
                .setIdentity(NotificationIdentity.newBuilder().setNotificationId(id).setCaseKey("case")
                        .setService("s").setChannel(Channel.SMS).setLanguage(Language.EN).setEventId("e")
                        .setEventSource("t").setTemplateId("t").setTemplateHash("h").setRecipientKey("r")
                        .setCreatedAt(Instant.EPOCH).build())
                .setTerms(DeliveryTerms.newBuilder().setPriority(Priority.NORMAL)
                        .setUnknownOutcome(UnknownOutcomePolicy.RESEND).setExpiresAt(expiresAt).build())
                .setTo("447700900123").setSender(sender).setText(text).build();
    }

    /** One provider's settings as Spring binds them, over small time-outs. */
    static SmppSettings settings(int port, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of("p.name", "smsc", "p.host", "127.0.0.1", "p.port",
                Integer.toString(port), "p.system-id", "postroom", "p.password", "secret", "p.connect-timeout", "5s",
                "p.response-timeout", "5s", "p.reconnect-after", "50ms", "p.reconnect-at-most", "200ms"));
        more.forEach((name, value) -> properties.put("p." + name, value));
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("p", SmppSettings.class);
    }
}
