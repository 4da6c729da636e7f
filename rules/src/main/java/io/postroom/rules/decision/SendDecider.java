package io.postroom.rules.decision;

import io.postroom.content.Channel;
import io.postroom.content.Language;
import io.postroom.content.template.Personalisation;
import io.postroom.content.template.Template;
import io.postroom.rules.decision.RecipientDecision.Failed;
import io.postroom.rules.decision.RecipientDecision.Send;
import io.postroom.rules.decision.RecipientDecision.Subject;
import io.postroom.rules.decision.RecipientDecision.Suppressed;
import io.postroom.rules.expression.Values;
import io.postroom.rules.identity.NotificationIds;
import io.postroom.rules.set.Limits;
import io.postroom.rules.set.RuleSet;
import io.postroom.rules.set.Sender;
import io.postroom.schemas.v1.SendRequest;
import io.postroom.schemas.v1.StatusReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides send requests, whose author chose template, channels and recipient. Immutable. */
public final class SendDecider {
    private final Map<String, RuleSet> sets;

    /** With the templates and senders of these services, by name. */
    public SendDecider(Map<String, RuleSet> sets) {
        this.sets = Map.copyOf(sets);
    }

    /** See {@link io.postroom.rules.RuleBook#decide(SendRequest, Instant, Suppressions)}. */
    public ServiceDecision decide(SendRequest request, Instant now, Suppressions suppressions) {
        RuleSet set = sets.get(request.getService());
        if (set == null) {
            return new ServiceDecision.Refused(request.getService(), null, StatusReason.SERVICE_NOT_BOUND,
                    "no rule set has this service");
        }
        if (request.getExpiresAt() != null && !request.getExpiresAt().isAfter(now)) {
            return new ServiceDecision.Refused(set.service(), set.version(), StatusReason.TOO_OLD, null);
        }
        return new ServiceDecision.Asked(set.service(), set.version(),
                request.getChannels().stream().distinct().map(channel -> decide(set, request, channel, suppressions))
                        .toList());
    }

    private static RecipientDecision decide(RuleSet set, SendRequest request,
            io.postroom.schemas.v1.Channel asked, Suppressions suppressions) {
        Channel channel = Enums.channel(asked);
        String role = request.getRecipient().getRole();
        String reference = request.getRecipient().getReference();
        if (channel == null) {
            return new Failed(new Subject(role, reference, null, null), StatusReason.REQUEST_UNREADABLE,
                    "this version does not know the channel");
        }
        UUID id = NotificationIds.forSend(request.getSendId(), request.getBatchRow(), channel);
        Subject subject = new Subject(role, reference, channel, id);
        Sender sender = set.senders().of(channel);
        if (sender == null) {
            return new Failed(subject, StatusReason.SENDER_NOT_BOUND, null);
        }
        if (Enums.hasOptedOut(request.getRecipient(), channel)) {
            return new Suppressed(subject, StatusReason.OPTED_OUT, null);
        }
        return switch (AddressBook.find(request.getRecipient(), channel)) {
            case AddressBook.Found.Usable(Address address) -> switch (suppressions.of(address)) {
                case FREE -> write(set, request, subject, address, sender, id);
                case FAILED_BEFORE, STOPPED_BY_PERSON ->
                    new Suppressed(subject, StatusReason.RECIPIENT_SUPPRESSED, null);
                case NOT_ON_SAFELIST -> write(set, request, subject, address, sender, id) instanceof Failed failed
                        ? failed
                        : new Suppressed(subject, StatusReason.SAFELIST, null);
            };
            case AddressBook.Found.Unusable(StatusReason reason, var detail) -> new Failed(subject, reason, detail);
        };
    }

    private static RecipientDecision write(RuleSet set, SendRequest request, Subject subject, Address address,
            Sender sender, UUID id) {
        Language language = Enums.language(request.getRecipient(), set.languages());
        Template template = set.templates().find(request.getTemplateId(), address.channel(), language);
        if (template != null && !isApproved(template, request.getTemplateHashes())) {
            return new Failed(subject, StatusReason.NO_TEMPLATE, "the template is no longer the one that was approved");
        }
        Personalisation.Builder values = Personalisation.builder();
        request.getValues().forEach(
                (name, value) -> ValueFiller.put(values, name, Values.toContent(value), language));
        Wording.Part part = new Wording.Part(language, values.build(), List.of());
        return switch (new Wording(set.templates()).write(request.getTemplateId(), address.channel(), List.of(part))) {
            case Wording.Outcome.Unwritten(StatusReason reason, String detail) -> new Failed(subject, reason, detail);
            case Wording.Outcome.Written written -> new Send(new PlannedMessage(id, request.getRecipient().getRole(),
                    request.getRecipient().getReference(), 0, language, address, sender, written.message(),
                    request.getTemplateId(), written.hash(), written.postage(), request.getPriority(),
                    request.getSendAt(), null, request.getExpiresAt(), MessagePlanner.usualPolicy(address.channel()),
                    Limits.NONE));
        };
    }

    private static boolean isApproved(Template template, @Nullable Map<String, String> hashes) {
        return hashes == null || hashes.isEmpty() || template.contentHash()
                .equals(hashes.get(template.channel().wireName() + "." + template.language().tag()));
    }
}
