package io.postroom.ingestservice.decide;

import io.postroom.rules.decision.PlannedMessage;
import io.postroom.rules.decision.RecipientDecision;
import io.postroom.rules.identity.KeyHasher;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.NotificationIdentity;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the identities that travel with requests and statuses. */
final class Identities {
    /** Stands where a message was never written, so that it has neither address nor words. */
    private static final String NONE = "";

    private final KeyHasher keys;

    Identities(KeyHasher keys) {
        this.keys = keys;
    }

    /**
     * What every identity of one service's decision has in common.
     *
     * @param ruleId null for send requests
     */
    record Origin(Subject subject, String caseKey, String service, @Nullable String rulesVersion,
            @Nullable String ruleId, Instant now) {}

    NotificationIdentity of(Origin origin, PlannedMessage message) {
        return base(origin).setNotificationId(message.notificationId())
                .setChannel(Channel.valueOf(message.channel().name()))
                .setLanguage(Language.valueOf(message.language().name())).setTemplateId(message.templateId())
                .setTemplateHash(message.templateHash()).setRecipientRole(message.role())
                .setRecipientReference(message.recipientReference())
                .setRecipientKey(keys.recipientKey(message.channel(), message.address().canonical())).build();
    }

    /** The identity of a message that was not made; empty where not even its channel is known. */
    Optional<NotificationIdentity> of(Origin origin, RecipientDecision.Subject recipient) {
        if (recipient.channel() == null || recipient.notificationId() == null) {
            return Optional.empty();
        }
        String templateId = origin.subject().templateId();
        return Optional.of(base(origin).setNotificationId(recipient.notificationId())
                .setChannel(Channel.valueOf(recipient.channel().name()))
                .setLanguage(origin.subject().languageOf(recipient.role(), recipient.recipientReference()))
                .setTemplateId(templateId == null ? NONE : templateId).setTemplateHash(NONE)
                .setRecipientRole(recipient.role()).setRecipientReference(recipient.recipientReference())
                .setRecipientKey(NONE).build());
    }

    private static NotificationIdentity.Builder base(Origin origin) {
        Subject subject = origin.subject();
        return NotificationIdentity.newBuilder().setCaseKey(origin.caseKey()).setCaseReference(subject.caseReference())
                .setService(origin.service()).setEventId(subject.id()).setEventSource(subject.source())
                .setEventType(subject.type()).setEventTime(subject.time()).setRuleId(origin.ruleId())
                .setRulesVersion(origin.rulesVersion()).setBatchRow(subject.batchRow()).setCreatedAt(origin.now());
    }
}
