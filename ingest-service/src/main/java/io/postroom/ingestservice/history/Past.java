package io.postroom.ingestservice.history;

import io.postroom.ingestservice.decide.RequestContent;
import io.postroom.ingestservice.hold.HeldRequest;
import io.postroom.schemas.v1.Decision;
import io.postroom.schemas.v1.DecisionOutcome;
import io.postroom.schemas.v1.EmailRequest;
import io.postroom.schemas.v1.HeldNotification;
import io.postroom.schemas.v1.LetterRequest;
import io.postroom.schemas.v1.NotificationIdentity;
import io.postroom.schemas.v1.RecipientVerdict;
import io.postroom.schemas.v1.RuleVerdict;
import io.postroom.schemas.v1.SmsRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What was made of some events, as Postroom's topics still have it. For one thread. */
final class Past {
    private final Set<EventKey> events;
    private final RequestContent contents;
    private final Map<UUID, Made> made = new LinkedHashMap<>();
    private final Map<UUID, String> notMade = new HashMap<>();

    /**
     * A message that was made.
     *
     * @param rule null for one that nobody's rule made
     * @param content a hash of what people got; null where only the decision is left
     */
    record Made(String service, @Nullable String rule, String channel, String role, @Nullable String content) {}

    Past(Set<EventKey> events, RequestContent contents) {
        this.events = events;
        this.contents = contents;
    }

    /** A record of the request topics, of what is held, or of the decisions; anything else is passed over. */
    void hear(SpecificRecord record) {
        switch (record) {
            case SmsRequest text -> request(text.getIdentity(), text);
            case EmailRequest email -> request(email.getIdentity(), email);
            case LetterRequest letter -> request(letter.getIdentity(), letter);
            case HeldNotification held when held.getRequest() instanceof SpecificRecord request ->
                request(new HeldRequest(held).identity(), request);
            case Decision decision -> decision(decision);
            default -> {
                // The topics hold nothing else.
            }
        }
    }

    private void request(NotificationIdentity identity, SpecificRecord request) {
        if (events.contains(new EventKey(identity.getEventSource(), identity.getEventId()))) {
            made.put(identity.getNotificationId(), new Made(identity.getService(), identity.getRuleId(),
                    identity.getChannel().name().toLowerCase(Locale.ROOT), "" + identity.getRecipientRole(),
                    contents.hash(request)));
        }
    }

    private void decision(Decision decision) {
        if (!events.contains(new EventKey(decision.getEventSource(), decision.getEventId()))) {
            return;
        }
        for (RuleVerdict rule : decision.getVerdicts()) {
            for (RecipientVerdict recipient : rule.getRecipients()) {
                UUID id = recipient.getNotificationId();
                if (id != null && recipient.getChannel() != null) {
                    verdict(id, decision.getService(), rule.getRuleId(), recipient);
                }
            }
        }
    }

    private void verdict(UUID id, @Nullable String service, String rule, RecipientVerdict recipient) {
        DecisionOutcome outcome = recipient.getOutcome();
        if (outcome == DecisionOutcome.REQUESTED || outcome == DecisionOutcome.HELD) {
            made.putIfAbsent(id, new Made("" + service, rule,
                    recipient.getChannel().name().toLowerCase(Locale.ROOT), recipient.getRecipientRole(), null));
        } else if (outcome != DecisionOutcome.REPEATED) {
            notMade.put(id, word(outcome) + (recipient.getReason() == null
                    ? ""
                    : " (" + word(recipient.getReason()) + ")"));
        }
    }

    private static String word(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    Map<UUID, Made> made() {
        return made;
    }

    /** What became of a message that was decided and not made; null where nothing is known. */
    @Nullable
    String notMade(UUID id) {
        return notMade.get(id);
    }
}
