package io.postroom.emailworker;

import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DeliveryTerms;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import io.postroom.worker.Attempt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Requests and settings for tests. */
final class TestEmails {
    static final Attempt ATTEMPT = new Attempt(1, Instant.EPOCH, false);
    static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    static final ReturnAddress RETURN = new ReturnAddress("bounces", "bounce.example.org", new BounceTokens(KEY));

    private TestEmails() {}

    static EmailRequest.Builder builder() {
        return EmailRequest.newBuilder()
                .setIdentity(NotificationIdentity.newBuilder().setNotificationId(UUID.randomUUID())
                        .setCaseKey("case").setService("s").setChannel(Channel.EMAIL).setLanguage(Language.EN)
                        .setEventId("e").setEventSource("t").setTemplateId("t").setTemplateHash("h")
                        .setRecipientKey("r").setCreatedAt(Instant.parse("2026-11-20T09:30:00Z")).build())
                .setTerms(DeliveryTerms.newBuilder().setPriority(Priority.NORMAL)
                        .setUnknownOutcome(UnknownOutcomePolicy.RESEND).build())
                .setTo("someone@example.org").setFromName("Student Finance").setFromAddress("no-reply@example.gov.uk")
                .setSubject("Your evidence").setMarkdown("# Hello\n\nWe have your *passport*.");
    }

    static EmailRequest email() {
        return builder().build();
    }

    static EmailRequest in(Language language, EmailRequest.Builder request) {
        return request.setIdentity(NotificationIdentity.newBuilder(request.getIdentity()).setLanguage(language).build())
                .build();
    }

    static UUID id(EmailRequest request) {
        return request.getIdentity().getNotificationId();
    }

    /** One relay's settings as Spring binds them. */
    static SmtpSettings settings(int port, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of("p.name", "relay", "p.host", "127.0.0.1", "p.port",
                Integer.toString(port), "p.tls", "none", "p.connect-timeout", "5s", "p.read-timeout", "5s"));
        more.forEach((name, value) -> properties.put("p." + name, value));
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("p", SmtpSettings.class);
    }

    static EmailSettings channel(List<SmtpSettings> providers, String bounceAddress) {
        return new EmailSettings(providers, null,
                new EmailSettings.Bounces(bounceAddress, "127.0.0.1", 0, null, 10, 100_000));
    }
}
