package io.postroom.ingestservice.reference;

import io.postroom.schemas.v1.CaseEvent;
import io.postroom.schemas.v1.Channel;
import io.postroom.schemas.v1.Language;
import io.postroom.schemas.v1.NotificationState;
import io.postroom.schemas.v1.Recipient;
import io.postroom.schemas.v1.StatusReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What one rule makes of one event, or of several that were collected, for its people. */
final class Person {
    private final Rule rule;
    private final CaseEvent event;
    private final List<CaseEvent> all;
    private final Instant now;
    private final Blocked blocked;
    private final Set<UUID> named = new HashSet<>();

    /** What comes of one channel: a message, or the end of one that there would have been. */
    record Verdict(UUID id, Channel channel, Message message, NotificationState end, StatusReason reason) {}

    /** A message with those in its stead, and what ended before it went; for the recipient at a position of the event. */
    record Plan(List<Verdict> ends, List<Message> chain, int index) {}

    /**
     * For one event.
     *
     * @param all what was collected, in the order in which it happened; else the event alone
     */
    Person(Rule rule, CaseEvent event, List<CaseEvent> all, Instant now, Blocked blocked) {
        this.rule = rule;
        this.event = event;
        this.all = all;
        this.now = now;
        this.blocked = blocked;
    }

    List<Plan> everybody() {
        List<Plan> plans = new ArrayList<>();
        for (String role : rule.to()) {
            for (int i = 0; i < event.getRecipients().size(); i++) {
                if (event.getRecipients().get(i).getRole().equals(role)) {
                    plans.addAll(one(i, channels(event.getRecipients().get(i)), rule.collect() == null));
                }
            }
        }
        if (plans.isEmpty()) {
            for (String role : rule.to()) {
                for (Channel channel : rule.preferred() ? rule.channels().subList(0, 1) : rule.channels()) {
                    plans.add(new Plan(List.of(new Verdict(Ids.of(event.getSource(), event.getId(), rule, role, null,
                            -1, word(channel)), channel, null, NotificationState.FAILED, StatusReason.NO_RECIPIENT)),
                            List.of(), -1));
                }
            }
        }
        return plans;
    }

    private List<Channel> channels(Recipient recipient) {
        if (!rule.preferred()) {
            return rule.channels();
        }
        List<Channel> order = new ArrayList<>(rule.channels());
        if (recipient.getPreferredChannel() != null && order.remove(recipient.getPreferredChannel())) {
            order.addFirst(recipient.getPreferredChannel());
        }
        return List.of(order.stream().filter(channel -> !optedOut(recipient, channel)
                && isUsable(address(recipient, channel), channel)).findFirst().orElse(order.getFirst()));
    }

    /** @param tellUnwritten whether it is told what would have stood in and cannot be written */
    List<Plan> one(int index, List<Channel> channels, boolean tellUnwritten) {
        List<Verdict> verdicts = channels.stream().map(channel -> verdict(index, channel)).toList();
        if (rule.fallback().isEmpty()) {
            return verdicts.stream().map(one -> one.message() == null
                    ? new Plan(List.of(one), List.of(), index)
                    : new Plan(List.of(), List.of(one.message()), index)).toList();
        }
        Verdict start = verdicts.getFirst();
        boolean leadsOn = start.message() != null || start.reason() == StatusReason.NO_ADDRESS
                || start.reason() == StatusReason.INVALID_ADDRESS
                || start.reason() == StatusReason.RECIPIENT_SUPPRESSED && Blocked.isForGood(
                        blocked.reason(start.channel() + " "
                                + address(event.getRecipients().get(index), start.channel()), now));
        if (!leadsOn) {
            return List.of(new Plan(List.of(start), List.of(), index));
        }
        List<Message> chain = new ArrayList<>();
        List<Verdict> ends = new ArrayList<>();
        if (start.message() != null) {
            chain.add(start.message());
        } else {
            ends.add(start);
        }
        for (Channel channel : rule.fallback()) {
            Verdict next = channel == start.channel() ? start : verdict(index, channel);
            if (channel != start.channel() && next.message() != null) {
                chain.add(next.message());
            } else if (tellUnwritten && channel != start.channel() && next.reason() == StatusReason.MISSING_VALUE) {
                ends.add(next);
            }
        }
        List<Channel> all = chain.size() < 2 ? List.of() : chain.stream().map(Message::channel).toList();
        List<Message> placed = chain.stream().map(message -> message.in(all, chain.indexOf(message))).toList();
        return List.of(new Plan(ends, placed, index));
    }

    private Verdict verdict(int index, Channel channel) {
        Recipient recipient = event.getRecipients().get(index);
        UUID id = Ids.of(event.getSource(), event.getId(), rule, recipient.getRole(), recipient.getReference(), index,
                word(channel));
        String address = address(recipient, channel);
        if (!named.add(id)) {
            return new Verdict(id, channel, null, NotificationState.SUPPRESSED, StatusReason.ALREADY_DECIDED);
        }
        if (optedOut(recipient, channel)) {
            return new Verdict(id, channel, null, NotificationState.SUPPRESSED, StatusReason.OPTED_OUT);
        }
        if (!isUsable(address, channel)) {
            return new Verdict(id, channel, null, NotificationState.FAILED,
                    address.isEmpty() ? StatusReason.NO_ADDRESS : StatusReason.INVALID_ADDRESS);
        }
        if (blocked.reason(channel + " " + address, now) != null) {
            return new Verdict(id, channel, null, NotificationState.SUPPRESSED, StatusReason.RECIPIENT_SUPPRESSED);
        }
        if (all.stream().anyMatch(one -> !one.getData().containsKey("number"))) {
            return new Verdict(id, channel, null, NotificationState.FAILED, StatusReason.MISSING_VALUE);
        }
        boolean welsh = rule.welsh() && recipient.getLanguage() == Language.CY;
        List<String> numbers = all.stream().map(one -> "" + one.getData().get("number").getValue()).toList();
        Instant sendAt = rule.sendAt().apply(event);
        return new Verdict(id, channel, new Message(id, rule, channel, address, welsh ? "CY" : "EN",
                rule.words(channel, welsh, numbers), sendAt,
                rule.expiry(sendAt == null || sendAt.isBefore(now) ? now : sendAt), List.of(), 0), null, null);
    }

    private boolean optedOut(Recipient recipient, Channel channel) {
        return !rule.essential() && recipient.getOptOuts().contains(channel);
    }

    private static String word(Channel channel) {
        return channel.toString().toLowerCase(java.util.Locale.ROOT);
    }

    /** As it stands on the message; empty for none. The generator's addresses are well formed but for "123". */
    private static String address(Recipient recipient, Channel channel) {
        return switch (channel) {
            case SMS -> recipient.getMobile() == null ? "" : recipient.getMobile();
            case EMAIL -> recipient.getEmail() == null ? "" : recipient.getEmail();
            case LETTER -> String.join(", ", recipient.getAddressLines());
            case UNRECOGNISED -> throw new IllegalStateException();
        };
    }

    private static boolean isUsable(String address, Channel channel) {
        return !address.isEmpty() && !(channel == Channel.SMS && address.equals("123"));
    }
}
