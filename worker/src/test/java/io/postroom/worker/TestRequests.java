package io.postroom.worker;

import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.DeliveryTerms;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.Priority;
import io.postroom.schemas.v1.SmsRequest;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Requests to send. */
final class TestRequests {
    private TestRequests() {}

    static SmsRequest text() {
        return text(UnknownOutcomePolicy.RESEND, null);
    }

    static SmsRequest text(UnknownOutcomePolicy unknown, Instant expiresAt) {
        UUID id = UUID.randomUUID();
        return SmsRequest.newBuilder()
                .setIdentity(NotificationIdentity.newBuilder().setNotificationId(id).setCaseKey("case-" + id)
                        .setService("jobseekers").setChannel(Channel.SMS).setLanguage(Language.EN).setEventId("e1")
                        .setEventSource("test").setTemplateId("t").setTemplateHash("h").setRecipientKey("r")
                        .setCreatedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS)).build())
                .setTerms(DeliveryTerms.newBuilder().setPriority(Priority.NORMAL).setUnknownOutcome(unknown)
                        .setExpiresAt(expiresAt).build())
                .setTo("447700900123").setSender("GOVUK").setText("Hello").build();
    }

    static UUID id(SmsRequest request) {
        return request.getIdentity().getNotificationId();
    }
}
