package io.postroom.ingestservice.reference;

import io.postroom.schemas.v1.Channel;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A message to one person by one channel.
 *
 * @param address as it is written on it
 * @param chain the channels that take each other's place, empty for one alone, and which of them this is
 */
record Message(UUID id, Rule rule, Channel channel, String address, String language, String words, Instant sendAt,
        Instant expiresAt, List<Channel> chain, int position) {

    Message in(List<Channel> all, int at) {
        return new Message(id, rule, channel, address, language, words, sendAt, expiresAt, all, at);
    }

    Message until(Instant end) {
        return new Message(id, rule, channel, address, language, words, sendAt, end, chain, position);
    }

    Instant dueAt(Instant now) {
        Instant start = sendAt == null || sendAt.isBefore(now) ? now : sendAt;
        return rule.window() ? Hours.opening(start) : start;
    }

    /** Who it is to, for what is known of addresses. */
    String recipient() {
        return channel + " " + address;
    }

    String line(Instant at) {
        return String.join(" ", "REQUEST", id.toString(), channel.toString(), rule.lane(), language, "to", address,
                "at",
                at.toString(), "until", "" + expiresAt, "chain", chain.toString(), "" + position,
                rule.unknown(channel).toString(), "says", words);
    }
}
