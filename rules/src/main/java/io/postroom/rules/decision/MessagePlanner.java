package io.postroom.rules.decision;

import io.postroom.content.Channel;
import io.postroom.content.Language;
import io.postroom.rules.decision.RecipientDecision.Failed;
import io.postroom.rules.decision.RecipientDecision.Send;
import io.postroom.rules.decision.RecipientDecision.Subject;
import io.postroom.rules.set.Rule;
import io.postroom.rules.set.RuleSet;
import io.postroom.rules.set.Sender;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.StatusReason;
import io.postroom.schemas.v1.UnknownOutcomePolicy;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes a rule's message to one person. Immutable. */
final class MessagePlanner {
    private final RuleSet set;
    private final Rule rule;
    private final ValueFiller values;
    private final Wording wording;

    MessagePlanner(RuleSet set, Rule rule) {
        this.set = set;
        this.rule = rule;
        this.values = new ValueFiller(rule.values(), rule.collect() == null ? Map.of() : rule.collect().values());
        this.wording = new Wording(set.templates());
    }

    RecipientDecision plan(Person person, Subject subject, Address address, UUID id, Moments moments) {
        Channel channel = address.channel();
        Sender sender = set.senders().of(channel);
        if (sender == null) {
            return new Failed(subject, StatusReason.SENDER_NOT_BOUND, null);
        }
        List<Wording.Part> parts = languages(person.recipient()).stream()
                .map(language -> part(person, language)).toList();
        return switch (wording.write(rule.template(), channel, parts)) {
            case Wording.Outcome.Unwritten(StatusReason reason, String detail) -> new Failed(subject, reason, detail);
            case Wording.Outcome.Written written -> new Send(new PlannedMessage(id, person.recipient().getRole(),
                    person.recipient().getReference(), person.index(), parts.getFirst().language(), address, sender,
                    written.message(), rule.template(), written.hash(), written.postage(), rule.priority(),
                    moments.sendAt(),
                    rule.timing().keptWindow(), rule.timing().expiry(moments.start()),
                    rule.unknown() == null ? usualPolicy(channel) : rule.unknown(), rule.limits()));
        };
    }

    private Wording.Part part(Person person, Language language) {
        ValueFiller.Filled filled = values.fill(person.view().forValue(person.recipient()), language,
                person.all().stream().map(view -> view.forValue(person.recipient())).toList());
        return new Wording.Part(language, filled.values(), filled.faults());
    }

    private List<Language> languages(Recipient recipient) {
        return switch (rule.language()) {
            case RECIPIENT -> List.of(Enums.language(recipient, set.languages()));
            case EN -> List.of(Language.EN);
            case CY -> List.of(Language.CY);
            case BOTH -> List.of(Language.CY, Language.EN);
        };
    }

    /** A text or an e-mail that comes twice is a nuisance, one that never comes is worse; a letter is dear and can be asked after. */
    static UnknownOutcomePolicy usualPolicy(Channel channel) {
        return switch (channel) {
            case SMS, EMAIL -> UnknownOutcomePolicy.RESEND;
            case LETTER -> UnknownOutcomePolicy.ASK;
        };
    }
}
